import { tokens } from './tokens';

/** The way of before: everything is folded at once. */
const foldedAtOnce = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/ς/g, 'σ')
    .match(/[\p{L}\p{N}]+/gu)!
    .map(word => word.slice(0, 64));

describe('tokens', () => {
  it('are the same however a word is typed', () => {
    const ways = ['Σίσυφος', 'ΣΊΣΥΦΟΣ', 'σισυφοσ', 'Σι\u0301συφος'];
    expect(new Set(ways.flatMap(way => tokens(way)))).toEqual(
      new Set(['σισυφοσ']),
    );
    expect(tokens('Ｃafé ﬁx, ²')).toEqual(['cafe', 'fix', '2']);
  });

  it('are the same wherever a text is cut in pieces', () => {
    const part = 'Ünïcode 𝕏𝕐 ﷺ ΣΊΣΥΦΟΣ한국어e\u0301\u0316 x1';
    for (let shift = 0; shift < 300; shift += 1) {
      const text = `${'a'.repeat(shift)} ${part.repeat(30)}`;
      expect(tokens(text)).toEqual(foldedAtOnce(text));
    }
  });

  it.each([
    ['characters that expand 18 times', '\uFDFA'.repeat(1_000_000)],
    ['marks that have to be put in order', `a${'\u0316\u0301'.repeat(50_000)}`],
    ['one endless word', 'ﬃ'.repeat(1_000_000)],
  ])('are bounded before the work: %s', (_, text) => {
    // Counted, not timed: what is normalised never exceeds the bound
    const normalize = jest.spyOn(String.prototype, 'normalize');
    try {
      expect(tokens(text).length).toBeLessThanOrEqual(2_000);
      const sizes = normalize.mock.contexts.map(each => String(each).length);
      expect(Math.max(...sizes)).toBeLessThanOrEqual(257);
      expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(
        100_000,
      );
    } finally {
      normalize.mockRestore();
    }
  });
});
