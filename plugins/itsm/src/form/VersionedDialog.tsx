import { useState } from 'react';
import { Alert, Button, DialogBody, Flex, Text } from '@backstage/ui';
import {
  ItsmRequestError,
  type RecordView,
} from 'backstage-plugin-itsm-common';
import { useItsmText } from 'backstage-plugin-itsm-react';
import { failureText } from '../states/failure';
import { ItsmDialog } from '../states/ItsmDialog';
import { FormControls } from './FormControl';
import { StaleVersion } from './StaleVersion';
import { missingFields, type FormField, type FormValues } from './formFields';

/**
 * A form that changes one version of a record. When somebody else was faster it keeps what was
 * typed, shows both versions and offers to apply the input to the current one.
 */
export function VersionedDialog(props: {
  record: RecordView;
  title: string;
  explanation?: string;
  submit: string;
  destructive?: boolean;
  fields: FormField[];
  initial: FormValues;
  /** Sends the values against the version that the user has seen last. */
  send: (values: FormValues, seen: RecordView) => Promise<RecordView>;
  /** Carries the values over to the version that won the race. */
  rebase?: (values: FormValues, from: RecordView, to: RecordView) => FormValues;
  /** What the form edits of a version; left out: what the record says. */
  valuesOf?: (version: RecordView) => FormValues;
  /** False when the current version does not offer it any more. */
  possible: (current: RecordView) => boolean;
  onDone: (record: RecordView) => void;
  onClose: () => void;
}) {
  const text = useItsmText();
  const { t } = text;
  const [values, setValues] = useState(props.initial);
  const [base] = useState(props.record);
  const [current, setCurrent] = useState<RecordView>();
  const [error, setError] = useState<string>();
  const [sending, setSending] = useState(false);
  const missing = missingFields(props.fields, values);
  const possible = !current || props.possible(current);

  const submit = async () => {
    if (sending || missing.length > 0 || !possible) return;
    setSending(true);
    setError(undefined);
    try {
      props.onDone(await props.send(values, current ?? base));
    } catch (failure) {
      const stale =
        failure instanceof ItsmRequestError ? failure.current : undefined;
      if (stale) {
        setValues(old => props.rebase?.(old, current ?? base, stale) ?? old);
        setCurrent(stale);
      } else setError(failureText(failure, text));
      setSending(false);
    }
  };

  return (
    <ItsmDialog
      title={props.title}
      width={current ? 760 : 560}
      onClose={props.onClose}
      submit={
        <Button
          type="submit"
          form="itsm-versioned"
          destructive={props.destructive}
          isPending={sending}
          isDisabled={missing.length > 0 || !possible}
        >
          {current ? t('stale.apply') : props.submit}
        </Button>
      }
    >
      <DialogBody>
        <form
          id="itsm-versioned"
          noValidate
          onSubmit={event => {
            event.preventDefault();
            void submit();
          }}
        >
          <Flex direction="column" gap="4">
            {current && (
              <StaleVersion
                base={base}
                current={current}
                valuesOf={props.valuesOf}
                fields={props.fields}
                values={values}
                possible={possible}
              />
            )}
            {error && <Alert role="alert" status="danger" icon title={error} />}
            {props.explanation && <Text as="p">{props.explanation}</Text>}
            <FormControls
              fields={props.fields}
              values={values}
              onChange={setValues}
            />
          </Flex>
        </form>
      </DialogBody>
    </ItsmDialog>
  );
}
