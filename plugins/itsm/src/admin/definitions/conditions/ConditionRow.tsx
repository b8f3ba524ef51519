import { ButtonIcon, Select } from '@backstage/ui';
import { RiCloseLine } from '@remixicon/react';
import type { ConditionFacts } from 'backstage-plugin-itsm-common';
import { useItsmText } from 'backstage-plugin-itsm-react';
import type { FactWidget } from '../DefinitionTypeView';
import type { Row } from './conditionTree';
import { factText, operatorText } from './factText';
import { operatorsOf, withFact, withOperator } from './rowOperators';
import { RowValue } from './RowValue';
import styles from '../Definitions.module.css';

/** One fact, what is asked of it, and the value that it is compared with. */
export function ConditionRow(props: {
  number: number;
  facts: ConditionFacts;
  widgets: Record<string, FactWidget>;
  row: Row;
  onChange: (row: Row) => void;
  onRemove: () => void;
}) {
  const { t, code } = useItsmText();
  const { facts, widgets, row, onChange } = props;
  const operators = operatorsOf(facts[row.fact]);
  const names = Object.keys(facts);
  // A fact that is not known is shown, so that its writer sees what is wrong
  const known = names.includes(row.fact) ? names : [row.fact, ...names];
  return (
    <div className={styles.row}>
      <Select
        aria-label={t('definition.form.fact')}
        value={row.fact}
        onChange={key => onChange(withFact(row, String(key), facts))}
        options={known.map(id => ({ id, label: factText(id, code) }))}
      />
      <Select
        aria-label={t('definition.form.operator')}
        value={row.negated ? `${row.operator}Not` : row.operator}
        onChange={key => {
          const chosen = operators.find(({ id }) => id === key);
          if (chosen) onChange(withOperator(row, chosen));
        }}
        options={operators.map(each => ({
          id: each.id,
          label: operatorText(each, code),
        }))}
      />
      <RowValue
        row={row}
        known={facts[row.fact]?.values}
        widget={widgets[row.fact]}
        onChange={values => onChange({ ...row, values })}
      />
      <ButtonIcon
        variant="tertiary"
        aria-label={t('definition.form.removeRow', { number: props.number })}
        icon={<RiCloseLine />}
        onPress={props.onRemove}
      />
    </div>
  );
}
