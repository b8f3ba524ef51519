import { useMemo } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import type { RecordView } from 'backstage-plugin-itsm-common';
import {
  itsmApiRef,
  useItsmText,
  type ActionView,
  type KindView,
} from 'backstage-plugin-itsm-react';
import { formFields, inputOf } from '../form/formFields';
import { VersionedDialog } from '../form/VersionedDialog';
import { useDefinition } from './useDefinition';
import { usePlural } from './usePlural';
import { useToast } from './useToast';

/** The form of any action of any kind, made of the action's own input schema. */
export function ActionDialog(props: {
  record: RecordView;
  view: KindView;
  action: string;
  onChanged: (record: RecordView) => void;
  onClose: () => void;
}) {
  const { t, code } = useItsmText();
  const { record, view, action } = props;
  const client = useApi(itsmApiRef);
  const toast = useToast();
  const plural = usePlural(record.kind);
  const definition = useDefinition(view);
  const actionView: ActionView | undefined = view.actions[action];
  const fields = useMemo(() => {
    const input = definition?.actions[action]?.input;
    return (
      input &&
      formFields(
        input,
        { ...view.fields, ...actionView?.fields },
        actionView?.order,
        record,
      )
    );
  }, [definition, action, view.fields, actionView, record]);
  if (!fields) return null;

  const explanationKey = `action.explanation.${action}`;
  const explanation = t(explanationKey as 'action.explanation.close');
  const label = code(`action.${action}`);
  return (
    <VersionedDialog
      record={record}
      draft={`action/${action}`}
      title={`${label} · ${record.number}`}
      explanation={explanation === explanationKey ? undefined : explanation}
      submit={label}
      destructive={actionView?.destructive}
      fields={fields}
      initial={initialValues(fields, record)}
      possible={current =>
        current.actions.some(each => each.name === action && !each.refused)
      }
      send={(values, { version }) =>
        client.act(plural, record.number, action, inputOf(fields, values), {
          version,
        })
      }
      onDone={changed => {
        const state = code(`kind.${changed.kind}.state.${changed.state}`);
        toast({
          title:
            changed.state === record.state
              ? t('action.done', { action: label, number: record.number })
              : t('action.moved', { number: record.number, state }),
          status: 'success',
        });
        props.onChanged(changed);
        props.onClose();
      }}
      onClose={props.onClose}
    />
  );
}

/** People fields start with who has it now, so that one of them can change alone. */
function initialValues(
  fields: ReturnType<typeof formFields>,
  record: RecordView,
) {
  const current = record as unknown as Record<string, unknown>;
  return Object.fromEntries(
    fields
      .filter(({ widget }) => widget === 'person' || widget === 'group')
      .filter(({ name }) => current[name])
      .map(({ name }) => [name, current[name]]),
  );
}
