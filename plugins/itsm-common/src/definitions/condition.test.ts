import fc from 'fast-check';
import { checkCondition, CONDITION_LIMITS } from './condition';
import { ROUTING_FACTS } from './routing/routing';

const codesOf = (condition: unknown) =>
  checkCondition(ROUTING_FACTS, condition).map(({ code }) => code);

const nested = (depth: number): object =>
  depth === 1 ? { 'record.kind': 'incident' } : { $not: nested(depth - 1) };

describe('a condition', () => {
  it.each([
    [{ 'record.kind': 'incident' }],
    [{ 'record.kind': { $in: ['incident', 'request'] } }],
    [{ 'entity.kind': { $exists: false } }],
    [{ 'entity.ref': { $hasPrefix: 'resource:' } }],
    [{ 'entity.containers': { $contains: 'system:default/store' } }],
    [
      {
        $any: [{ 'record.kind': 'task' }, { $not: { 'record.desk': 'hr' } }],
      },
    ],
    [nested(CONDITION_LIMITS.depth)],
  ])('is right: %j', condition => {
    expect(codesOf(condition)).toEqual([]);
  });

  it.each([
    ['condition_empty', {}],
    ['condition_empty', { $all: [] }],
    ['condition_empty', { $any: [] }],
    ['condition_empty', { $not: {} }],
    ['condition_empty', { $all: [{ 'record.kind': 'task' }, {}] }],
    ['condition_fact', { 'record.kin': 'incident' }],
    ['condition_fact', { constructor: 'incident' }],
    ['condition_operator', { $none: [{ 'record.kind': 'task' }] }],
    ['condition_operator', { 'record.kind': { $gt: 'a' } }],
    ['condition_operator', { 'record.kind': {} }],
    ['condition_mixed', { $not: { 'record.desk': 'x' }, 'record.kind': 'y' }],
    ['condition_value', { 'entity.tier': 1 }],
    ['condition_value', { 'record.kind': true }],
    ['condition_value', { 'record.kind': '' }],
    ['condition_value', { 'record.kind': { $in: [] } }],
    ['condition_value', { 'record.kind': { $in: [1] } }],
    ['condition_value', { 'record.kind': { $contains: 'x' } }],
    ['condition_value', { 'entity.containers': 'system:default/store' }],
    ['condition_value', { 'entity.containers': { $in: ['a'] } }],
    ['condition_shape', 'incident'],
    ['condition_shape', null],
    ['condition_shape', []],
    ['condition_shape', { 'record.kind': { $in: ['a'], $exists: true } }],
    ['condition_depth', nested(CONDITION_LIMITS.depth + 1)],
    [
      'condition_size',
      {
        $all: Array.from({ length: CONDITION_LIMITS.parts + 50 }, () => ({
          'record.kind': 'task',
        })),
      },
    ],
    [
      'condition_size',
      {
        'record.kind': {
          $in: Array.from({ length: 101 }, (_, each) => String(each)),
        },
      },
    ],
  ])('is refused with %s: %j', (code, condition) => {
    expect(codesOf(condition)).toContain(code);
  });

  it('of any shape is judged without failing', () => {
    fc.assert(
      fc.property(fc.jsonValue(), condition => {
        expect(Array.isArray(codesOf(condition))).toBe(true);
      }),
    );
  });
});
