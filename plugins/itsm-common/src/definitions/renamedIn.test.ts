import { renamedIn } from './renamedIn';

const names = new Map([['component:default/a', 'component:default/b']]);

describe('a renamed ref', () => {
  it.each([
    ['alone', 'component:default/a', 'component:default/b'],
    ['in other letters', 'Component:default/A', 'component:default/b'],
    [
      'deep inside',
      { x: [{ y: 'component:default/a' }] },
      { x: [{ y: 'component:default/b' }] },
    ],
    [
      'once in a list that had both',
      ['component:default/a', 'component:default/b', 'x'],
      ['component:default/b', 'x'],
    ],
  ])('is replaced %s', (_name, value, expected) => {
    expect(renamedIn<unknown>(value, names)).toEqual(expected);
  });

  it.each([
    ['a longer ref', { refs: ['component:default/ab'] }],
    ['a text around it', 'See component:default/a'],
    ['a key', { 'component:default/a': 1 }],
    ['a list that has something twice', ['x', 'x']],
    ['what is no text', [1, null, true]],
  ])('leaves %s as it is', (_name, value) => {
    expect(renamedIn<unknown>(value, names)).toBe(value);
  });
});
