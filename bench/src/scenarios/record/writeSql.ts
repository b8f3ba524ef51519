import { createHash } from 'node:crypto';
import { seeded } from 'itsm-harness';
import { idAt } from '../../fill/ids';
import type { Row } from '../../stage/SqlSession';
import type { Stage } from '../../stage/Stage';
import { viewStatement, writeRows } from './recordSql';

/** The outlets that follow every entry of these writes; each gets a row of work. */
const OUTLETS = ['events', 'signals', 'notifications'];
/** Linked records are told of work that begins. */
const OUTLETS_OF_WORK = [...OUTLETS, 'neighbours'];
const random = seeded(1);

const hashOf = (...parts: unknown[]) =>
  createHash('sha256').update(parts.join('\n')).digest('hex');

/** A row without the columns that the database fills or a copy gets anew. */
function without(row: Row, ...columns: string[]): Row {
  return Object.fromEntries(
    Object.entries(row).filter(([column]) => !columns.includes(column)),
  );
}

function entryAfter(
  like: Row,
  record: { id: string; seq: number; last_hash: string },
  at: number,
) {
  const seq = record.seq + 1;
  const id = idAt(random, at, seq % 4_096);
  const bodyHash = hashOf(like.salt, like.content);
  return {
    ...without(like, 'tx'),
    id,
    record_id: record.id,
    seq,
    at,
    body_hash: bodyHash,
    prev: record.last_hash,
    hash: hashOf(
      record.last_hash,
      id,
      record.id,
      seq,
      at,
      like.verb,
      like.audience,
      bodyHash,
    ),
  };
}

const work = (entry: Row, outlets = OUTLETS) => ({
  table: 'reactions',
  rows: outlets.map(reactor => ({
    reactor,
    entry_id: entry.id,
    record_id: entry.record_id,
    seq: entry.seq,
  })),
});

/** Words as the index has them: lower case, with one space between them. */
const wordsOf = (text: string) =>
  text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ');

/** The backend must not work on what was written around it. */
export const forgetWork = ({ sql }: Stage) => sql.run('delete from reactions');

/**
 * Opens records like one that the API opened: the same rows in the same tables, with new ids and a
 * new number, and then reads the record as its page does.
 */
export async function creatingSql(stage: Stage, number: string) {
  const { sql, engine } = stage;
  const [record] = await sql.run(
    'select * from records where number = $1',
    number,
  );
  const rowsOf = (table: string, order: string) =>
    sql.run(
      `select * from ${table} where record_id = $1 order by ${order}`,
      record.id,
    );
  const [entry] = await rowsOf('entries', 'seq');
  const links = await rowsOf('links', 'position');
  const principals = await rowsOf('principals', 'role, ref');
  const view = viewStatement(stage);
  const [entity] = links.map(link => link.ref);
  const words = (of: string) => ({
    title: wordsOf(`${of} ${record.title}`),
    body: wordsOf(record.description),
  });
  const facts = sql.prepare(
    engine === 'postgres'
      ? `select owners, nextval('itsm_number_incident_it') as next from entity_facts where ref = $1`
      : 'select owners from entity_facts where ref = $1',
  );
  const count = (scope: string) =>
    sql.run(
      'insert into counters (scope, value) values ($1, 1) on conflict (scope) do update set value = counters.value + 1 returning value',
      scope,
    );

  const insertsOf = (at: number, next: string, rank: number) => {
    const id = idAt(random, at);
    const made = entryAfter(entry, { id, seq: 0, last_hash: entry.prev }, at);
    const owned = (rows: Row[]) => rows.map(row => ({ ...row, record_id: id }));
    const newNumber = `INC-${next.padStart(6, '0')}`;
    return {
      number: newNumber,
      inserts: [
        {
          table: 'records',
          rows: [
            {
              ...record,
              id,
              number: newNumber,
              last_hash: made.hash,
              text_rank: rank,
              created_at: at,
              updated_at: at,
            },
          ],
        },
        { table: 'entries', rows: [made] },
        { table: 'links', rows: owned(links) },
        { table: 'principals', rows: owned(principals) },
        work(made),
      ],
      id,
    };
  };

  return async () => {
    const at = Date.now();
    const [{ next }] = await facts(entity);
    if (engine === 'postgres') {
      const made = insertsOf(at, String(next), Number(record.text_rank));
      await writeRows(stage, [
        ...made.inserts,
        {
          table: 'record_text',
          rows: [{ record_id: made.id, rank: record.text_rank }],
          expressions: text => {
            const { title, body } = words(made.number);
            return {
              tsv: `setweight(to_tsvector('simple', ${text.place(title)}), 'A') || setweight(to_tsvector('simple', ${text.place(body)}), 'B')`,
            };
          },
        },
      ]);
      return view(made.number);
    }
    // A single writer: numbers and ranks are taken in the same transaction
    const opened = await sql.transaction(async () => {
      const [{ value }] = await count('number:incident:it');
      const [{ value: order }] = await count('text');
      const rank =
        Number(record.text_rank) -
        (Number(record.text_rank) % 2 ** 41) +
        Number(order);
      const made = insertsOf(at, String(value), rank);
      await writeRows(
        stage,
        [
          ...made.inserts,
          {
            table: 'record_text',
            rows: [{ rowid: rank, ...words(made.number) }],
          },
        ],
        { isWithin: true },
      );
      return made.number;
    });
    return view(opened);
  };
}

/** Moves a record to and fro, as two actions of the API do, and reads it as its page does. */
export async function actingSql(stage: Stage, number: string) {
  const { sql } = stage;
  const view = viewStatement(stage);
  const locked = sql.prepare(
    'select id, state, version, seq, last_hash, data, restricted, requester from records where number = $1',
  );
  const roles = sql.prepare(
    'select role, ref from principals where record_id = $1',
  );
  const [like] = await sql.run(
    'select e.* from entries e join records r on r.id = e.record_id where r.number = $1 order by e.seq desc limit 1',
    number,
  );
  return async () => {
    const at = Date.now();
    const [record] = await locked(number);
    await roles(record.id);
    const entry = entryAfter(like, record as any, at);
    const state = record.state === 'on_hold' ? 'in_progress' : 'on_hold';
    const holdReason = state === 'on_hold' ? 'vendor' : null;
    await writeRows(
      stage,
      [
        { table: 'entries', rows: [entry] },
        work(entry, state === 'in_progress' ? OUTLETS_OF_WORK : OUTLETS),
      ],
      {
        update: text =>
          `update records set state = ${text.place(state)}, version = version + 1, seq = seq + 1, last_hash = ${text.place(entry.hash)}, updated_at = ${text.place(at)}, data = ${text.place(JSON.stringify({ ...JSON.parse(record.data), holdReason }))} where id = ${text.place(record.id)} and version = ${text.place(record.version)}`,
      },
    );
    return view(number);
  };
}
