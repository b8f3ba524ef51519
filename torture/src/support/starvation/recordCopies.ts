import type { Knex } from 'knex';
import { isPostgres } from '../invariants/stored';

/** No number of the product is so high. */
const FIRST = 5_000_000;
/** Where the ids of copies begin: those of records that somebody opened have a time there. */
const ID = '00000000-0000-7000-8000-';

const idOf = (n: number) => `${ID}${String(n).padStart(12, '0')}`;

const copiesIn = (knex: Knex) => knex('records').where('id', 'like', `${ID}%`);

/**
 * Copies a record so many times, each found by the text and more important than it. Copies have neither
 * timeline nor principals nor links.
 *
 * @param columns - literals of SQL: where copies differ from the record
 */
export async function copyRecord(
  knex: Knex,
  number: string,
  text: string,
  { size, columns = {} }: { size: number; columns?: Record<string, string> },
): Promise<void> {
  const row = await knex('records').where({ number }).first();
  const [{ n }] = await copiesIn(knex).count('* as n');
  const from = FIRST + Number(n);
  const digits = isPostgres(knex)
    ? `lpad(series.n::text, 12, '0')`
    : `printf('%012d', series.n)`;
  const changed: Record<string, string> = {
    ...columns,
    id: `'${ID}' || ${digits}`,
    number: `'INC-' || series.n`,
    text_rank: `${row.text_rank} + series.n - ${from}`,
  };
  const names = Object.keys(row);
  const values = names.map(name => changed[name] ?? `original.${name}`);
  await knex.transaction(async trx => {
    await trx.raw(
      `with recursive series(n) as (select ${from + 1} union all select n + 1 from series where n < ${from + size})
       insert into records (${names}) select ${values} from series, records as original where original.number = ?`,
      [number],
    );
    const copies = copiesIn(trx)
      .where('id', '>', idOf(from))
      .where('id', '<=', idOf(from + size));
    if (isPostgres(knex)) {
      await trx.raw(
        `insert into record_text (record_id, rank, tsv) select id, text_rank, to_tsvector('simple', ?) from (?) as copies`,
        [text, copies],
      );
      return;
    }
    await trx.raw(
      `insert into record_text (rowid, title, body) select text_rank, ?, '' from (?) as copies`,
      [text, copies],
    );
    // Ranks are unique there: the next record gets one after them
    await trx('counters').where({ scope: 'text' }).increment('value', size);
  });
}

/** Takes all copies away. */
export async function removeCopies(knex: Knex): Promise<void> {
  await (isPostgres(knex)
    ? knex('record_text')
        .whereIn('record_id', copiesIn(knex).select('id'))
        .delete()
    : knex('record_text')
        .whereIn('rowid', copiesIn(knex).select('text_rank'))
        .delete());
  await copiesIn(knex).delete();
}
