import fc from 'fast-check';
import { csvLine } from './csv';

/** What spreadsheets run, in the plain form and in those that they read as it. */
const BEGINNINGS = [...'=+-@|%＝＋－＠'];
/** What some program passes over, or cuts the text at. */
const UNSEEN = ['', ' ', '\t', '\r', '\n', '\u00a0', '\u200b', '\ufeff'];
const OTHERS = ["'", '"', ',', ';', '\t', '\r\n', '\u2028', 'ä', 'cmd'];

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(fc.constantFrom(...BEGINNINGS, ...UNSEEN, ...OTHERS))
    .map(parts => parts.join('')),
);

/** RFC 4180. */
function parse(csv: string): string[][] {
  const rows: string[][] = [[]];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
  while (cell.lastIndex < csv.length) {
    const found = cell.exec(csv);
    if (!found) throw new Error(`Not a CSV: ${csv}`);
    const [, quoted, plain, end] = found;
    rows[rows.length - 1].push(quoted?.replace(/""/g, '"') ?? plain);
    if (end === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

/** What a reader does to have the text again. */
const original = (cell: string) => cell.replace(/^'/, '');

const exported = (texts: readonly string[]) => {
  const csv = csvLine(texts);
  return { csv, cells: parse(csv)[0] };
};

const texts = fc.array(text, { minLength: 10, maxLength: 10 });

describe('a line of a CSV', () => {
  it('gives every text back once a leading apostrophe is taken away', () => {
    fc.assert(
      fc.property(texts, given => {
        const { cells } = exported(given);
        expect(cells.map(original)).toEqual(given);
      }),
      { numRuns: 500 },
    );
  });

  it('has no cell that a spreadsheet runs', () => {
    const live =
      /^[\s\u200b\ufeff\p{C}\p{Z}]*[=+\-@|%\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/u;
    fc.assert(
      fc.property(texts, given => {
        for (const cell of exported(given).cells) {
          expect(cell).not.toMatch(live);
        }
      }),
      { numRuns: 500 },
    );
  });

  it.each(
    BEGINNINGS.flatMap(b => UNSEEN.map(unseen => `${unseen}${b}1+1|' /C x'!A`)),
  )('makes text of %j', payload => {
    const { cells } = exported(Array(10).fill(payload));
    expect(cells[1]).toBe(`'${payload}`);
  });

  it.each([',', ';', '\t', '\r', '\n', '"'])('quotes %j', separator => {
    const { csv, cells } = exported(Array(10).fill(`a${separator}=1`));
    expect(cells[1]).toBe(`a${separator}=1`);
    expect(csv).toContain(`"a${separator === '"' ? '""' : separator}=1"`);
  });

  it('leaves other text as it is, and tells an apostrophe of its own apart', () => {
    const plain = 'Payments time out: 3 - 4 = no';
    expect(exported(Array(10).fill(plain)).csv).toContain(`,${plain},`);
    expect(exported(Array(10).fill("'=1")).cells[1]).toBe("''=1");
  });
});
