import { EntityDisplayName } from '@backstage/plugin-catalog-react';
import { useItsmText } from 'backstage-plugin-itsm-react';
import { isEntityRef } from '../../../form/isEntityRef';
import type { FactWidget } from '../DefinitionTypeView';
import { factText, joinText, operatorText } from './factText';
import { isGroup, toTree, type Part, type Row } from './conditionTree';
import { useKindName } from './useKindName';
import styles from '../Definitions.module.css';

type Facts = Record<string, FactWidget>;

/** A condition in words; one that words can't say, as it is written. */
export function ConditionText(props: { condition: unknown; facts: Facts }) {
  const { t } = useItsmText();
  const tree = toTree(props.condition);
  if (!tree) return <code>{JSON.stringify(props.condition)}</code>;
  if (tree.parts.length === 0) return <em>{t('definition.noCondition')}</em>;
  const isOne = tree.parts.length === 1 && tree.join !== 'none';
  return (
    <div className={styles.condition}>
      <PartText part={isOne ? tree.parts[0] : tree} facts={props.facts} />
    </div>
  );
}

function PartText({ part, facts }: { part: Part; facts: Facts }) {
  const { code } = useItsmText();
  if (!isGroup(part)) return <RowText row={part} widget={facts[part.fact]} />;
  return (
    <>
      <span className={styles.label}>{joinText(part.join, code)}</span>
      <ul>
        {part.parts.map((each, index) => (
          <li key={index}>
            <PartText part={each} facts={facts} />
          </li>
        ))}
      </ul>
    </>
  );
}

function RowText({ row, widget }: { row: Row; widget?: FactWidget }) {
  const { t, code } = useItsmText();
  return (
    <>
      {factText(row.fact, code)}{' '}
      <span className={styles.label}>{operatorText(row, code)}</span>{' '}
      {row.values.map((value, index) => (
        <span key={index}>
          {index > 0 && ', '}
          <strong>
            {value === '' ? (
              t('definition.noValue')
            ) : (
              <ValueText value={value} row={row} widget={widget} />
            )}
          </strong>
        </span>
      ))}
    </>
  );
}

function ValueText(props: { value: string; row: Row; widget?: FactWidget }) {
  const kindName = useKindName();
  const { value, row, widget } = props;
  if (row.operator === 'startsWith' || !widget) return <>{value}</>;
  if (widget === 'kind') return <>{kindName(value)}</>;
  return isEntityRef(value) ? (
    <EntityDisplayName entityRef={value} disableTooltip />
  ) : (
    <>{value}</>
  );
}
