import type { ReactNode } from 'react';
import { Dialog, DialogHeader } from '@backstage/ui';
import styles from './ItsmRoot.module.css';

/** Our dialogs: open as long as they are rendered. */
export function ItsmDialog(props: {
  title: string;
  width: number;
  onClose: () => void;
  children: ReactNode;
}) {
  return (
    <Dialog
      isOpen
      className={styles.dialog}
      width={props.width}
      onOpenChange={open => !open && props.onClose()}
    >
      <DialogHeader>{props.title}</DialogHeader>
      {props.children}
    </Dialog>
  );
}
