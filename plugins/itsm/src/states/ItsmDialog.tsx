import type { ReactNode } from 'react';
import { Button, Dialog, DialogFooter, DialogHeader } from '@backstage/ui';
import { useItsmText } from 'backstage-plugin-itsm-react';
import styles from './ItsmRoot.module.css';

/** Our dialogs: open as long as they are rendered. Beside the `submit` of a form stands the way out. */
export function ItsmDialog(props: {
  title: string;
  width: number;
  onClose: () => void;
  submit?: ReactNode;
  children: ReactNode;
}) {
  const { t } = useItsmText();
  return (
    <Dialog
      isOpen
      className={styles.dialog}
      width={props.width}
      onOpenChange={open => !open && props.onClose()}
    >
      <DialogHeader>{props.title}</DialogHeader>
      {props.children}
      {props.submit && (
        <DialogFooter>
          {props.submit}
          <Button variant="secondary" onPress={props.onClose}>
            {t('form.cancel')}
          </Button>
        </DialogFooter>
      )}
    </Dialog>
  );
}
