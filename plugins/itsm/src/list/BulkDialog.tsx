import { useMemo, useRef, useState } from 'react';
import {
  Alert,
  Button,
  DialogBody,
  DialogFooter,
  Flex,
  Text,
} from '@backstage/ui';
import { useApi } from '@backstage/frontend-plugin-api';
import type { BulkResult } from 'backstage-plugin-itsm-common';
import {
  itsmApiRef,
  useItsmText,
  type KindView,
} from 'backstage-plugin-itsm-react';
import { FormControls } from '../form/FormControl';
import {
  formFields,
  inputOf,
  missingFields,
  type FormValues,
} from '../form/formFields';
import { useDefinition } from '../record/useDefinition';
import { useToast } from '../record/useToast';
import { failureText } from '../states/failure';
import { ItsmDialog } from '../states/ItsmDialog';
import { BulkResults } from './BulkResults';
import type { Selected } from './useSelection';

const FORM = 'itsm-bulk';

/** Asks once for what is done to several records, does it, and tells what became of each. */
export function BulkDialog(props: {
  plural: string;
  view: KindView;
  records: readonly Selected[];
  /** Left out: an edit. */
  action?: string;
  label: string;
  /** Told the numbers of those that were refused. */
  onDone: (refused: readonly string[]) => void;
  onClose: () => void;
}) {
  const text = useItsmText();
  const { t } = text;
  const { plural, view, action, label } = props;
  const client = useApi(itsmApiRef);
  const toast = useToast();
  const definition = useDefinition(view);
  // What was selected when the dialog opened: the list goes on behind it
  const [records] = useState(() => [...props.records]);
  const [values, setValues] = useState<FormValues>({});
  const [sending, setSending] = useState(false);
  const [error, setError] = useState<string>();
  const [results, setResults] = useState<BulkResult['results']>();
  const sent = useRef<{ body: string; key: string }>();
  const fields = useMemo(() => {
    if (!definition) return undefined;
    if (action) {
      const actionView = view.actions[action];
      return formFields(
        definition.actions[action].input,
        { ...view.fields, ...actionView?.fields },
        actionView?.order,
      );
    }
    return formFields(definition.edit, view.fields, view.bulkEdit).filter(
      field => view.bulkEdit?.includes(field.name),
    );
  }, [definition, view, action]);
  if (!fields) return null;

  const input = inputOf(fields, values);
  const ready = action
    ? missingFields(fields, values).length === 0
    : Object.keys(input).length > 0;
  const explanationKey = `action.explanation.${action}`;
  const explanation = action
    ? t(explanationKey as 'action.explanation.close')
    : t('bulk.editHint');

  const submit = async () => {
    if (sending || !ready) return;
    setSending(true);
    setError(undefined);
    const bulk = { records, ...(action ? { action, input } : { edit: input }) };
    const body = JSON.stringify(bulk);
    // A retry after a lost answer is the same request
    if (sent.current?.body !== body) {
      sent.current = { body, key: crypto.randomUUID() };
    }
    try {
      const answer = await client.bulk(plural, bulk, {
        idempotencyKey: sent.current.key,
      });
      const refused = answer.results.filter(each => each.refused);
      const count = answer.results.length - refused.length;
      if (count > 0) {
        toast({
          title: `${label}: ${t('bulk.done', { count })}`,
          status: 'success',
        });
      }
      props.onDone(refused.map(({ number }) => number));
      if (refused.length === 0) props.onClose();
      else setResults(answer.results);
    } catch (failure) {
      setError(failureText(failure, text));
    }
    setSending(false);
  };

  return (
    <ItsmDialog
      title={t('bulk.title', { action: label, count: records.length })}
      width={560}
      onClose={props.onClose}
    >
      <DialogBody>
        {results ? (
          <BulkResults results={results} />
        ) : (
          <form
            id={FORM}
            noValidate
            onSubmit={event => {
              event.preventDefault();
              void submit();
            }}
          >
            <Flex direction="column" gap="4">
              {error && (
                <Alert role="alert" status="danger" icon title={error} />
              )}
              {explanation !== explanationKey && (
                <Text as="p">{explanation}</Text>
              )}
              <FormControls
                fields={fields}
                values={values}
                onChange={setValues}
              />
            </Flex>
          </form>
        )}
      </DialogBody>
      <DialogFooter>
        {results ? (
          <Button onPress={props.onClose}>{t('bulk.close')}</Button>
        ) : (
          <>
            <Button
              type="submit"
              form={FORM}
              destructive={action ? view.actions[action]?.destructive : false}
              isPending={sending}
              isDisabled={!ready}
            >
              {label}
            </Button>
            <Button variant="secondary" onPress={props.onClose}>
              {t('form.cancel')}
            </Button>
          </>
        )}
      </DialogFooter>
    </ItsmDialog>
  );
}
