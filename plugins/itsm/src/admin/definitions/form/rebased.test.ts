import { rebased, sameContent } from './rebased';

const content = (spec: Record<string, unknown>, name = 'rule') => ({
  name,
  ownerGroup: null,
  desk: 'it',
  spec,
});

describe('what was typed', () => {
  it('stays where it differs, and follows the other version elsewhere', () => {
    expect(
      rebased(
        content({ order: 1, group: 'group:default/a', category: 'mine' }),
        content({ order: 1, group: 'group:default/a' }),
        content({ order: 5 }, 'renamed'),
      ),
    ).toEqual(content({ order: 5, category: 'mine' }, 'renamed'));
  });

  it('is the same in any order of its parts', () => {
    expect(
      sameContent(
        content({ order: 1, when: { a: 'x', b: 'y' } }),
        content({ when: { b: 'y', a: 'x' }, order: 1 }),
      ),
    ).toBe(true);
  });
});
