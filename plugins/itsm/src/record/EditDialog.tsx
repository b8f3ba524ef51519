import { useMemo } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import type { RecordView } from 'backstage-plugin-itsm-common';
import {
  itsmApiRef,
  useItsmText,
  type KindView,
} from 'backstage-plugin-itsm-react';
import { changesOf, formFields } from '../form/formFields';
import { recordValue } from '../form/recordValue';
import { VersionedDialog } from '../form/VersionedDialog';
import { useDefinition } from './useDefinition';
import { usePlural } from './usePlural';
import { useToast } from './useToast';

/** Edits the fields that the kind lets people edit; sends only what differs. */
export function EditDialog(props: {
  record: RecordView;
  view: KindView;
  onChanged: (record: RecordView) => void;
  onClose: () => void;
}) {
  const { t } = useItsmText();
  const { record, view } = props;
  const client = useApi(itsmApiRef);
  const toast = useToast();
  const plural = usePlural(record.kind);
  const definition = useDefinition(view);
  const fields = useMemo(
    () =>
      definition &&
      formFields(definition.edit, view.fields, view.editOrder).filter(field =>
        view.editOrder.includes(field.name),
      ),
    [definition, view],
  );
  if (!fields) return null;

  const valuesOf = (version: RecordView) => {
    const other = view.edited?.(version) ?? {};
    return Object.fromEntries(
      fields.map(({ name }) => [
        name,
        other[name] ?? recordValue(version, name),
      ]),
    );
  };
  return (
    <VersionedDialog
      record={record}
      draft="edit"
      title={`${t('action.edit')} · ${record.number}`}
      submit={t('form.save')}
      fields={fields}
      initial={valuesOf(record)}
      valuesOf={valuesOf}
      possible={current => current.can.edit}
      // Fields that were not touched follow the other's edit
      rebase={(values, before, to) => ({
        ...valuesOf(to),
        ...changesOf(fields, before, values),
      })}
      send={async (values, seen) => {
        const changes = changesOf(fields, valuesOf(seen), values);
        return Object.keys(changes).length === 0
          ? seen
          : client.edit(plural, record.number, changes, seen);
      }}
      onDone={changed => {
        toast({
          title: t('form.saved', { number: record.number }),
          status: 'success',
        });
        props.onChanged(changed);
        props.onClose();
      }}
      onClose={props.onClose}
    />
  );
}
