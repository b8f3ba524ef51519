import { compare } from './compare';

const compared = (before: unknown, after: unknown, person = 'admin') => {
  const told = (body: unknown) => ({
    [`${person} /records`]: [{ status: 200, body }],
  });
  const { differences, added } = compare(told(before), told(after), [
    {
      why: 'Renamed',
      path: /\.state$/,
      is: (old, now) => old === 'waiting' && now === 'on_hold',
    },
  ]);
  return [
    ...differences.map(({ path }) => path),
    ...[...added].map(path => `+${path}`),
  ];
};

describe('two builds say', () => {
  it('the same, and more', () => {
    expect(compared({ a: 1 }, { a: 1, b: 2 })).toEqual(['+[].body.b']);
    expect(compared([{ name: 'x' }], [{ name: 'x' }])).toEqual([]);
  });

  it.each([
    ['another value', { a: 1 }, { a: 2 }, '[].body.a'],
    ['another type', { a: 1 }, { a: '1' }, '[].body.a'],
    ['less', { a: { b: 1 } }, { a: {} }, '[].body.a.b'],
    ['nothing', { a: [1] }, {}, '[].body.a'],
    ['fewer items', { a: [1, 2] }, { a: [1] }, '[].body.a[]'],
    ['items in another order', { a: [1, 2] }, { a: [2, 1] }, '[].body.a[]'],
    [
      'no action any more',
      [{ name: 'x' }, { name: 'y' }],
      [{ name: 'x' }],
      '[].body.y',
    ],
    [
      'a refusal',
      [{ name: 'x' }],
      [{ name: 'x', refused: { code: 'no' } }],
      '[].body.x.refused',
    ],
  ])('otherwise: %s', (_, before, after, path) => {
    expect(compared(before, after)[0]).toBe(path);
  });

  it('otherwise on purpose', () => {
    expect(compared({ state: 'waiting' }, { state: 'on_hold' })).toEqual([]);
    expect(compared({ state: 'waiting' }, { state: 'new' })).toEqual([
      '[].body.state',
    ]);
  });

  it.each([
    ['without a draft of others', 'draft', 'eddie', 'chen', []],
    ['less to who wants it', 'draft', 'chen', 'chen', ['[].body.items[]']],
    ['less to who sees all', 'draft', 'eddie', 'admin', ['[].body.items[]']],
    [
      'less without what is published',
      'published',
      'eddie',
      'chen',
      ['[].body.items[]'],
    ],
  ])('%s', (_, state, requester, person, differences) => {
    const draft = {
      number: 'KB-000001',
      state,
      requester: `user:default/${requester}`,
    };
    const other = { number: 'INC-000001', state: 'new' };
    expect(
      compared({ items: [draft, other] }, { items: [other] }, person),
    ).toEqual(differences);
  });

  it('nothing at all', () => {
    expect(compare({ 'admin /x': [] }, {}, []).differences).toHaveLength(1);
  });
});
