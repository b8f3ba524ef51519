import type { ReactNode } from 'react';
import { Alert, Button, DialogBody } from '@backstage/ui';
import { useItsmText } from 'backstage-plugin-itsm-react';
import { ItsmDialog } from '../states/ItsmDialog';
import { DraftNote } from './DraftNote';
import styles from './Create.module.css';

const FORM_ID = 'itsm-create';

/** The frame of a form that makes a record. */
export function CreateDialog(props: {
  title: string;
  restored: boolean;
  error?: string;
  sending: boolean;
  complete: boolean;
  onSubmit: () => void;
  onDiscard: () => void;
  onClose: () => void;
  children: ReactNode;
}) {
  const { t } = useItsmText();
  return (
    <ItsmDialog
      title={props.title}
      width={680}
      onClose={props.onClose}
      submit={
        <Button
          type="submit"
          form={FORM_ID}
          isPending={props.sending}
          isDisabled={!props.complete}
        >
          {t('create.submit')}
        </Button>
      }
    >
      <DialogBody>
        <form
          id={FORM_ID}
          noValidate
          className={styles.form}
          onSubmit={event => {
            event.preventDefault();
            if (props.complete) props.onSubmit();
          }}
        >
          {props.error && (
            <Alert role="alert" status="danger" icon title={props.error} />
          )}
          {props.restored && <DraftNote onDiscard={props.onDiscard} />}
          {props.children}
        </form>
      </DialogBody>
    </ItsmDialog>
  );
}
