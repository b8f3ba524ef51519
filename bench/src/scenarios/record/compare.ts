import { SqlText } from '../../sql/SqlText';
import type { Row, Statement } from '../../stage/SqlSession';
import type { Stage } from '../../stage/Stage';
import { api } from '../floor';
import {
  requireAlike,
  requireSameNumbers,
  requireSameRecord,
} from '../sameAnswer';
import { forgetWork } from './writeSql';

/** So many of each sort of unusual records are compared. */
const UNUSUAL = 10;

const pathOf = (number: string) => api(`records/${number}`);

/** Numbers of records with what few have: notes for insiders, and links to and from others. */
async function unusualNumbers({ sql, refs, engine }: Stage) {
  const text = new SqlText(engine);
  const noted = await sql.run(
    `select r.number from principals p join records r on r.id = p.record_id join entries e on e.record_id = r.id
      where p.ref in (${text.list(refs)}) and e.audience = 'internal' and r.restricted = 0 limit ${UNUSUAL}`,
    ...text.parameters,
  );
  const linkedWith = (restricted: number) =>
    sql.run(
      `select r.number, o.number as other from links l join records r on r.id = l.record_id join records o on o.number = l.ref
        where l.target = 'record' and r.restricted = 0 and o.restricted = ${restricted} limit ${UNUSUAL}`,
    );
  const visible = await linkedWith(0);
  const hidden = await linkedWith(1);
  return [
    ...[...noted, ...visible, ...hidden].map(({ number }) => number as string),
    ...visible.map(({ other }) => other as string),
  ];
}

/**
 * Compares these records, and some that are unusual, with what the statement reads.
 *
 * @throws Error naming the first difference
 */
export async function requireSameRead(
  stage: Stage,
  view: Statement,
  numbers: readonly string[],
): Promise<void> {
  const unusual = await unusualNumbers(stage);
  for (const number of new Set([...numbers, ...unusual])) {
    const [row] = await view(number);
    requireSameRecord(await stage.http.json(pathOf(number)), row);
  }
}

/**
 * Lets the statements write once.
 *
 * @param like - a record that the API wrote, as what they write has to be
 * @throws Error when the API shows something else than they read, or than of the other record
 */
export async function requireSameWritten(
  stage: Stage,
  write: () => Promise<Row[]>,
  like: string,
): Promise<void> {
  const { http } = stage;
  const [row] = await write();
  await forgetWork(stage);
  const written = await http.json(pathOf(row.number));
  requireSameRecord(written, row);
  requireAlike(await http.json(pathOf(like)), written);
  const search = api('incidents', { q: row.number, limit: 1 });
  requireSameNumbers(search, await http.json(search), [row]);
}
