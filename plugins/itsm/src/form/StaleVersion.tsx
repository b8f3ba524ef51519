import { useItsmText } from 'backstage-plugin-itsm-react';
import { StaleTable } from './StaleTable';
import { useShownValue } from './useShownValue';
import { differingNames, valueTypeOf } from './versionValues';
import type { FormField, FormValues } from './formFields';

/** Both versions side by side, and what the reader was about to write. */
export function StaleVersion(props: {
  kind: string;
  /** What the form tells of the version that its writer saw, and of that which is current. */
  before: FormValues;
  now: FormValues;
  fields: FormField[];
  values: FormValues;
  possible: boolean;
}) {
  const { t, code } = useItsmText();
  const { before, now, values } = props;
  const show = useShownValue(props.kind);
  const typeOf = (name: string) => valueTypeOf(name, props.fields);
  const ownNames = props.fields.map(field => field.name);
  const mine = differingNames(values, now, ownNames);
  return (
    <StaleTable
      explanation={
        props.possible ? t('stale.explanation') : t('stale.notPossible')
      }
      rows={differingNames(before, now).map(name => ({
        name,
        label: code(`field.${name}`),
        before: show(name, before[name], typeOf(name)),
        now: show(name, now[name], typeOf(name)),
        mine: mine.includes(name)
          ? show(name, values[name], typeOf(name))
          : undefined,
      }))}
    />
  );
}
