import { defineKind } from './kind';
import { builtInKinds, task } from './kinds';
import { trait } from './trait';
import { correlation, feedback, outage } from './traits';

const color = trait<string>('color');

describe('traits of kinds', () => {
  it('are read by those who declared them', () => {
    const red = defineKind({ ...task, traits: [color('red')] });
    expect(color.of(red)).toBe('red');
    expect(outage.of(red)).toBeUndefined();
    expect(color.of({})).toBeUndefined();
  });

  it('are told apart by their names', () => {
    expect(() =>
      defineKind({
        ...task,
        traits: [color('red'), outage({ notIn: [] }), color('blue')],
      }),
    ).toThrow("Kind 'task': the trait color is given twice; keep one");
  });

  it('are what some built-in kinds say', () => {
    const withOne = (type: { of(kind: object): unknown }) =>
      builtInKinds.filter(kind => type.of(kind)).map(({ name }) => name);
    expect(withOne(outage)).toEqual(['incident']);
    expect(withOne(feedback)).toEqual(['article']);
    expect(withOne(correlation)).toEqual(['change']);
  });
});
