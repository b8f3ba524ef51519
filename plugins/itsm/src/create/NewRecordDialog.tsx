import { useMemo } from 'react';
import { Skeleton, Text } from '@backstage/ui';
import {
  useItsmText,
  type CreateDialogProps,
  type KindView,
} from 'backstage-plugin-itsm-react';
import { useDesks } from '../desks/useDesks';
import { FormControls } from '../form/FormControl';
import {
  formFields,
  inputOf,
  missingFields,
  type FormValues,
} from '../form/formFields';
import { useDefinition } from '../record/useDefinition';
import { CreateDialog } from './CreateDialog';
import { SimilarRecords } from './SimilarRecords';
import { useCreate } from './useCreate';
import { unlessRestricted, useDraft } from './useDraft';

/** Makes a record of any kind, with the form that its schema and its view describe. */
export function NewRecordDialog(props: CreateDialogProps) {
  const { t, code } = useItsmText();
  const desks = useDesks();
  const { view, entity, from } = props;
  const isInherited = from?.restricted ?? false;
  const definition = useDefinition(view);
  const fields = useMemo(
    () =>
      definition &&
      formFields(definition.create, view.fields, view.createOrder).filter(
        ({ name }) =>
          view.createOrder.includes(name) &&
          // Nobody is asked what is decided already
          !(name === 'restricted' && isInherited),
      ),
    [definition, view, isInherited],
  );
  const draft = useDraft<FormValues>(
    `${props.kind}/${from?.number ?? entity ?? ''}`,
    {
      ...initialOf(view),
      entities: entity ? [entity] : (from?.entities ?? []),
      ...(from && {
        parent: from.number,
        ...view.startedFrom?.(from, code),
      }),
    },
    { keep: unlessRestricted(from) },
  );
  const { value, set, discard } = draft;
  const { create, sending, error } = useCreate(props, discard);

  const submit = async () => {
    if (!fields) return;
    await create({
      ...inputOf(fields, value),
      // Whatever the form offers: what begins with a restricted record tells of it
      ...(isInherited && { restricted: true }),
      ...(from && desks.length > 1 && { desk: from.desk }),
    });
  };

  return (
    <CreateDialog
      title={code(`kind.${props.kind}.new`)}
      restored={draft.restored && Boolean(value.title)}
      error={error}
      sending={sending}
      complete={Boolean(fields) && missingFields(fields!, value).length === 0}
      onSubmit={() => void submit()}
      onDiscard={discard}
      onClose={props.onClose}
    >
      <SimilarRecords title={String(value.title ?? '')} entity={props.entity} />
      {fields ? (
        <FormControls fields={fields} values={value} onChange={set} />
      ) : (
        <Skeleton width="100%" height="20rem" />
      )}
      {from?.restricted && (
        <Text color="secondary">
          {t('create.restrictedAs', { number: from.number })}
        </Text>
      )}
    </CreateDialog>
  );
}

function initialOf(view: KindView): FormValues {
  return Object.fromEntries(
    Object.entries(view.fields)
      .filter(([, field]) => field.initial !== undefined)
      .map(([name, field]) => [name, field.initial]),
  );
}
