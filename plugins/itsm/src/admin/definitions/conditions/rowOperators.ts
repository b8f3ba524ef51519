import type {
  ConditionFact,
  ConditionFacts,
} from 'backstage-plugin-itsm-common';
import type { Operator, Row } from './conditionTree';

/** What can be asked of a fact, as rows offer it. */
export interface RowOperator {
  id: string;
  operator: Operator;
  negated: boolean;
}

const offered = (operator: Operator, negated = false): RowOperator => ({
  id: negated ? `${operator}Not` : operator,
  operator,
  negated,
});
const both = (operator: Operator) => [
  offered(operator),
  offered(operator, true),
];
const BEING = [offered('isSet'), offered('isNotSet')];

const OF_TEXT = [
  ...both('is'),
  ...both('oneOf'),
  ...both('startsWith'),
  ...BEING,
];
const OF_TEXTS = [...both('includes'), ...BEING];

export const operatorsOf = (
  fact: ConditionFact | undefined,
): readonly RowOperator[] => (fact?.type === 'texts' ? OF_TEXTS : OF_TEXT);

/** The row with another fact: what it asked stays, as far as the fact can be asked that. */
export function withFact(row: Row, fact: string, facts: ConditionFacts): Row {
  const operators = operatorsOf(facts[fact]);
  const { operator, negated } =
    operators.find(
      each => each.operator === row.operator && each.negated === row.negated,
    ) ?? operators[0];
  return { fact, operator, negated, values: valuesFor(operator, []) };
}

/** The row that asks something else: its values stay, as far as it takes them. */
export const withOperator = (
  row: Row,
  { operator, negated }: RowOperator,
): Row => ({
  fact: row.fact,
  operator,
  negated,
  values: valuesFor(operator, row.values),
});

function valuesFor(operator: Operator, values: readonly string[]) {
  if (operator === 'isSet' || operator === 'isNotSet') return [];
  if (operator === 'oneOf') return values.filter(value => value !== '');
  return [values[0] ?? ''];
}

/** What a new row starts with. */
export const emptyRow = (facts: ConditionFacts): Row =>
  withFact(
    { fact: '', operator: 'is', negated: false, values: [] },
    Object.keys(facts)[0],
    facts,
  );
