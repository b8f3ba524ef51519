import fc from 'fast-check';
import { ROUTING_FACTS } from 'backstage-plugin-itsm-common';
import { compileCondition, type CaseFacts } from './compileCondition';
import { ConditionIndex } from './ConditionIndex';

const word = fc.constantFrom('a', 'A', 'b', 'ß', 'SS', 'c');
const names = ['entity.name', 'entity.ref', 'record.category'];
const fact = fc.oneof(
  fc.record({ name: fc.constantFrom(...names), asked: word }),
  fc.record({
    name: fc.constantFrom(...names),
    asked: fc.oneof(
      fc.array(word, { minLength: 1, maxLength: 3 }).map($in => ({ $in })),
      fc.boolean().map($exists => ({ $exists })),
      word.map($hasPrefix => ({ $hasPrefix })),
    ),
  }),
  fc.record({
    name: fc.constant('entity.containers'),
    asked: word.map($contains => ({ $contains })),
  }),
);
const facts = fc
  .array(fact, { minLength: 1, maxLength: 3 })
  .map(all =>
    Object.fromEntries(all.map(({ name, asked }) => [name, asked as unknown])),
  );
const condition = fc.letrec<any>(tie => ({
  any: fc.oneof(
    { maxDepth: 2 },
    facts,
    fc
      .array(tie('any'), { minLength: 1, maxLength: 3 })
      .map($all => ({ $all })),
    fc
      .array(tie('any'), { minLength: 1, maxLength: 3 })
      .map($any => ({ $any })),
    tie('any').map($not => ({ $not })),
  ),
})).any;
const someCase = fc.record(
  {
    ...Object.fromEntries(names.map(name => [name, word])),
    'entity.containers': fc.array(word, { maxLength: 3 }),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<CaseFacts>;

describe('an index of conditions', () => {
  it('leaves out none that a case matches, and keeps their order', () => {
    fc.assert(
      fc.property(
        fc.array(condition, { maxLength: 8 }),
        fc.array(someCase, { minLength: 1, maxLength: 2 }),
        (conditions, cases) => {
          const matching = (positions: number[]) =>
            positions.filter(position => {
              const matches = compileCondition(
                ROUTING_FACTS,
                conditions[position],
              );
              return cases.some(matches);
            });
          const candidates = new ConditionIndex(conditions, [
            'entity.ref',
          ]).candidates(cases);
          expect(matching(candidates)).toEqual(
            matching([...conditions.keys()]),
          );
        },
      ),
    );
  });

  it('asks one of 10,000', () => {
    const many = Array.from({ length: 10_000 }, (_, index) => ({
      'record.kind': 'incident',
      'entity.name': `service-${index}`,
    }));
    const index = new ConditionIndex(many, ['entity.name']);
    expect(
      index.candidates([
        { 'record.kind': 'incident', 'entity.name': 'service-77' },
      ]),
    ).toEqual([77]);
  });
});
