import { useState } from 'react';
import { Alert, Button, DialogBody, Flex, Text } from '@backstage/ui';
import {
  ItsmRequestError,
  type RecordView,
} from 'backstage-plugin-itsm-common';
import { useItsmText } from 'backstage-plugin-itsm-react';
import { DraftNote } from '../create/DraftNote';
import { useDraft } from '../create/useDraft';
import { useDraftOwner } from '../create/useDraftOwner';
import { failureText } from '../states/failure';
import { ItsmDialog } from '../states/ItsmDialog';
import { FormControls } from './FormControl';
import { StaleVersion } from './StaleVersion';
import { differingNames, versionValues } from './versionValues';
import { missingFields, type FormField, type FormValues } from './formFields';

/** What is typed, and what the form told of the version that it is about. */
interface Draft {
  restricted: boolean;
  before: FormValues;
  values: FormValues;
}

/** What stays in the browser of it: no more of the record than what was changed. */
type KeptDraft = Pick<Draft, 'before' | 'values'>;

interface VersionedDialogProps {
  record: RecordView;
  /** What its draft is kept by, besides the record's number. */
  draft: string;
  title: string;
  explanation?: string;
  submit: string;
  destructive?: boolean;
  fields: FormField[];
  initial: FormValues;
  /** Sends the values against the version that the user has seen last. */
  send: (values: FormValues, seen: RecordView) => Promise<RecordView>;
  /** Carries the values over to the version that won the race. */
  rebase?: (
    values: FormValues,
    before: FormValues,
    to: RecordView,
  ) => FormValues;
  /** What the form edits of a version; left out: what the record says. */
  valuesOf?: (version: RecordView) => FormValues;
  /** False when the current version does not offer it any more. */
  possible: (current: RecordView) => boolean;
  onDone: (record: RecordView) => void;
  onClose: () => void;
}

/**
 * A form that changes one version of a record. When somebody else was faster it keeps what was
 * typed, shows both versions and offers to apply the input to the current one; so it does with a draft
 * that was kept while the record changed.
 */
export function VersionedDialog(props: VersionedDialogProps) {
  // A form that is empty first, and then holds a draft, would be worse than one that opens a moment later
  return useDraftOwner() === undefined ? null : <VersionedForm {...props} />;
}

function VersionedForm(props: VersionedDialogProps) {
  const text = useItsmText();
  const { t } = text;
  const [base] = useState(props.record);
  const told = (version: RecordView) =>
    versionValues(version, props.fields, props.valuesOf?.(version));
  const rebased = (old: Draft, to: RecordView): Draft => ({
    restricted: to.restricted,
    before: told(to),
    values: props.rebase?.(old.values, old.before, to) ?? old.values,
  });
  const [initial] = useState<Draft>({
    restricted: base.restricted,
    before: told(base),
    values: props.initial,
  });
  const draft = useDraft<Draft, KeptDraft>(
    `${props.draft}/${base.number}`,
    initial,
    {
      keep: typed =>
        changedPart(typed, props.valuesOf ? typed.before : initial.values),
      revive: kept => ({
        ...initial,
        values: { ...initial.values, ...kept.values },
      }),
    },
  );
  const [before] = useState<FormValues>({
    ...initial.before,
    ...draft.kept?.before,
  });
  const { values } = draft.value;
  const [restored, setRestored] = useState(draft.restored);
  const [current, setCurrent] = useState<RecordView | undefined>(() =>
    // Not for a version that only brought what the form does not tell, such as a comment
    differingNames(before, told(base)).length > 0 ? base : undefined,
  );
  const [error, setError] = useState<string>();
  const [sending, setSending] = useState(false);
  const missing = missingFields(props.fields, values);
  const possible = !current || props.possible(current);

  const submit = async () => {
    if (sending || missing.length > 0 || !possible) return;
    setSending(true);
    setError(undefined);
    try {
      const changed = await props.send(values, current ?? base);
      draft.discard();
      props.onDone(changed);
    } catch (failure) {
      const stale =
        failure instanceof ItsmRequestError ? failure.current : undefined;
      if (stale) {
        draft.set(old => rebased(old, stale));
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
                kind={current.kind}
                before={before}
                now={told(current)}
                fields={props.fields}
                values={values}
                possible={possible}
              />
            )}
            {error && <Alert role="alert" status="danger" icon title={error} />}
            {restored && (
              <DraftNote
                onDiscard={() => {
                  draft.discard();
                  setRestored(false);
                  setCurrent(undefined);
                }}
              />
            )}
            {props.explanation && <Text as="p">{props.explanation}</Text>}
            <FormControls
              record={current ?? base}
              fields={props.fields}
              values={values}
              onChange={typed => draft.set(old => ({ ...old, values: typed }))}
            />
          </Flex>
        </form>
      </DialogBody>
    </ItsmDialog>
  );
}

/** Nothing of a restricted record: whoever uses the browser next may not read that. */
function changedPart(
  { restricted, before, values }: Draft,
  untouched: FormValues,
): KeptDraft | undefined {
  if (restricted || values.restricted === true) return undefined;
  const names = differingNames(untouched, values);
  if (names.length === 0) return undefined;
  // JSON has no undefined, and a cleared field is not one that was left alone
  const part = (all: FormValues) =>
    Object.fromEntries(names.map(name => [name, all[name] ?? null]));
  return { before: part(before), values: part(values) };
}
