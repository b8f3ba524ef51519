import { tokens } from './tokens';

describe('tokens', () => {
  it('are the same however a word is typed', () => {
    const ways = ['Σίσυφος', 'ΣΊΣΥΦΟΣ', 'σισυφοσ', 'Σι\u0301συφος'];
    expect(new Set(ways.flatMap(way => tokens(way)))).toEqual(
      new Set(['σισυφοσ']),
    );
    expect(tokens('Ｃafé ﬁx, ²')).toEqual(['cafe', 'fix', '2']);
  });
});
