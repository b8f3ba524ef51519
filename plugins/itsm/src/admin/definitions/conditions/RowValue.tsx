import { useState } from 'react';
import { Select, TextField } from '@backstage/ui';
import { useApi } from '@backstage/frontend-plugin-api';
import { kindViewsApiRef, useItsmText } from 'backstage-plugin-itsm-react';
import { ENTITY_KINDS } from '../../../entity/entityFilter';
import { EntitiesField, EntityField } from '../../../form/EntityField';
import { isEntityRef } from '../../../form/isEntityRef';
import type { FactWidget } from '../DefinitionTypeView';
import type { Row } from './conditionTree';
import { useKindName } from './useKindName';

const CONTAINER_KINDS = ['System', 'Domain'];

interface RowValueProps {
  row: Row;
  /** All that the fact can be, if that is known. */
  known?: readonly string[];
  widget?: FactWidget;
  onChange: (values: string[]) => void;
}

/** The value of a row, entered as its fact and what is asked of it want it. */
export function RowValue(props: RowValueProps) {
  const { row, known, widget } = props;
  if (row.operator === 'isSet' || row.operator === 'isNotSet') return <span />;
  if (row.operator === 'startsWith') return <TextValue {...props} />;
  if (widget === 'kind') return <KindValue {...props} />;
  if (known) {
    return (
      <ChosenValue {...props} options={known.map(id => ({ id, label: id }))} />
    );
  }
  if (widget && row.values.every(isRefOrNothing)) {
    const kinds = widget === 'container' ? CONTAINER_KINDS : ENTITY_KINDS;
    return <EntityValue {...props} kinds={kinds} />;
  }
  return row.operator === 'oneOf' ? (
    <ListedValues {...props} />
  ) : (
    <TextValue {...props} />
  );
}

/** What else somebody wrote as text stays text. */
const isRefOrNothing = (value: string) => value === '' || isEntityRef(value);

function TextValue({ row, onChange }: RowValueProps) {
  const { t } = useItsmText();
  return (
    <TextField
      aria-label={t('definition.form.value')}
      placeholder={t('definition.form.value')}
      value={row.values[0] ?? ''}
      onChange={value => onChange([value])}
    />
  );
}

const valuesOf = (text: string) =>
  text
    .split(',')
    .map(value => value.trim())
    .filter(value => value !== '');

/** Values with commas between them. */
function ListedValues({ row, onChange }: RowValueProps) {
  const { t } = useItsmText();
  const [text, setText] = useState(() => row.values.join(', '));
  const isTyped = valuesOf(text).join() === row.values.join();
  return (
    <TextField
      aria-label={t('definition.form.values')}
      placeholder={t('definition.form.values')}
      value={isTyped ? text : row.values.join(', ')}
      onChange={typed => {
        setText(typed);
        onChange(valuesOf(typed));
      }}
    />
  );
}

function KindValue(props: RowValueProps) {
  const { entries } = useApi(kindViewsApiRef);
  const nameOf = useKindName();
  const options = entries.map(({ kind }) => ({
    id: kind,
    label: nameOf(kind),
  }));
  return <ChosenValue {...props} options={options} />;
}

function ChosenValue(
  props: RowValueProps & { options: { id: string; label: string }[] },
) {
  const { t } = useItsmText();
  const { row, options, onChange } = props;
  // What somebody wrote by hand stays choosable
  const others = row.values
    .filter(value => value !== '' && !options.some(({ id }) => id === value))
    .map(id => ({ id, label: id }));
  const all = [...options, ...others];
  return row.operator === 'oneOf' ? (
    <Select
      aria-label={t('definition.form.value')}
      placeholder={t('form.choose')}
      selectionMode="multiple"
      value={[...row.values]}
      onChange={keys => onChange(keys.map(String))}
      options={all}
    />
  ) : (
    <Select
      aria-label={t('definition.form.value')}
      placeholder={t('form.choose')}
      value={row.values[0] || null}
      onChange={key => onChange([String(key ?? '')])}
      options={all}
    />
  );
}

function EntityValue(props: RowValueProps & { kinds: readonly string[] }) {
  const { t } = useItsmText();
  const { row, kinds, onChange } = props;
  const shared = {
    label: t('definition.form.value'),
    isLabelHidden: true,
    isRequired: false,
    kinds,
  };
  return row.operator === 'oneOf' ? (
    <EntitiesField {...shared} value={row.values} onChange={onChange} />
  ) : (
    <EntityField
      {...shared}
      value={row.values[0] || undefined}
      onChange={ref => onChange([ref ?? ''])}
    />
  );
}
