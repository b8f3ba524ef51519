import {
  checkCondition,
  ROUTING_FACTS,
  type Condition,
} from 'backstage-plugin-itsm-common';
import fc from 'fast-check';
import {
  fromTree,
  toTree,
  type Group,
  type Operator,
  type Part,
} from './conditionTree';

const text = fc.string({ minLength: 1, maxLength: 8 });
const FACTS = Object.keys(ROUTING_FACTS).filter(
  name => ROUTING_FACTS[name].type === 'text',
);
const OPERATORS: Operator[] = [
  'is',
  'oneOf',
  'startsWith',
  'isSet',
  'isNotSet',
];

const row = fc
  .record({
    fact: fc.constantFrom(...FACTS),
    operator: fc.constantFrom(...OPERATORS),
    negated: fc.boolean(),
    values: fc.array(text, { minLength: 1, maxLength: 3 }),
  })
  .map(each => {
    const isAboutBeing = /^is(Not)?Set$/.test(each.operator);
    if (isAboutBeing) return { ...each, negated: false, values: [] };
    return each.operator === 'oneOf'
      ? each
      : { ...each, values: each.values.slice(0, 1) };
  });

const groupOf = (parts: fc.Arbitrary<Part>): fc.Arbitrary<Group> =>
  fc.record({
    join: fc.constantFrom('all', 'any', 'none'),
    parts: fc.array(parts, { minLength: 1, maxLength: 4 }),
  });
const tree = groupOf(fc.oneof(row, groupOf(row)));

describe('rows of conditions', () => {
  it('say a condition that is right, and are read from it as they were', () => {
    fc.assert(
      fc.property(tree, rows => {
        const condition = fromTree(rows);
        const codes = checkCondition(ROUTING_FACTS, condition);
        expect(codes.filter(each => each.code !== 'condition_depth')).toEqual(
          [],
        );
        expect(fromTree(toTree(condition)!)).toEqual(condition);
      }),
    );
  });

  it('keep what is not filled in yet', () => {
    const rows: Group = {
      join: 'any',
      parts: [
        { fact: 'record.kind', operator: 'is', negated: false, values: [''] },
        { fact: 'record.desk', operator: 'oneOf', negated: true, values: [] },
        { join: 'none', parts: [] },
        {
          join: 'all',
          parts: [
            {
              fact: 'record.kind',
              operator: 'isSet',
              negated: false,
              values: [],
            },
          ],
        },
      ],
    };
    expect(toTree(fromTree(rows))).toEqual(rows);
  });

  it.each<[Condition, number]>([
    [{ 'record.kind': 'incident', 'record.desk': 'it' }, 2],
    [{ $all: [{ 'record.kind': { $in: ['a', 'b'] } }] }, 1],
    [{ $not: { 'record.category': { $exists: true } } }, 1],
    [{}, 0],
  ])('%j are %i', (condition, count) => {
    expect(toTree(condition)?.parts).toHaveLength(count);
  });

  it.each([
    [{ $not: { $all: [{ 'record.kind': 'a' }, { 'record.desk': 'b' }] } }],
    [{ $none: [] }],
    [{ 'record.kind': 1 }],
    [{ 'record.kind': { $in: [1] } }],
    [{ 'record.kind': { $exists: 'yes' } }],
    [{ $not: { 'record.desk': 'a' }, 'record.kind': 'b' }],
    ['{'],
    [null],
  ])('do not say %j', condition => {
    expect(toTree(condition)).toBeUndefined();
  });
});
