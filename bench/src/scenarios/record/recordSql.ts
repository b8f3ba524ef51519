import { readable } from '../../sql/recordPage';
import { SqlText } from '../../sql/SqlText';
import type { Row, Statement } from '../../stage/SqlSession';
import { CALLER, type Stage } from '../../stage/Stage';

/** As many lines as a page of the timeline has, and one more. */
const TIMELINE_ROWS = 51;
const INCOMING_ROWS = 200;
/** What a link shows of another record. */
const TARGET = ['o.kind', 'o.title', 'o.state', 'o.priority'];
/** Whoever has one of these reads internal notes, but for the person whom the record is about. */
const INSIDERS = ['assignee', 'assignmentGroup', 'owner', 'approver'];

/** Rows of a query as one JSON column. */
function asJson(
  { engine }: SqlText,
  columns: readonly string[],
  tail: string,
): string {
  if (engine === 'postgres') {
    return `(select json_agg(x) from (select ${columns.join(', ')} ${tail}) x)`;
  }
  const names = columns.map(column => column.replace(/^\w+\.(\w+ as )?/, ''));
  const pairs = names.map(name => `'${name}', x.${name}`).join(', ');
  return `(select json_group_array(json_object(${pairs})) from (select ${columns.join(', ')} ${tail}) x)`;
}

/** A record with all that its page shows, in one statement over its number. */
export function viewStatement(stage: Stage): Statement {
  const sql = new SqlText(stage.engine);
  const number = sql.value('number');
  const insider = `(r.requester <> ${sql.value(CALLER)} and (select 1 from principals i where i.record_id = r.id and i.role in ('${INSIDERS.join(`', '`)}') and i.ref in (${sql.list(stage.refs)}) limit 1) is not null)`;
  const mayRead = (alias: string) =>
    readable(sql, stage.refs, {
      id: `${alias}.id`,
      restricted: `${alias}.restricted`,
    });
  // Whatever other records the caller may not read is left out
  const own = `from links l left join records o on l.target = 'record' and o.number = l.ref
    where l.record_id = r.id and (l.target <> 'record' or ${mayRead('o')}) order by l.position, l.ref`;
  const incoming = `from (select l.role, o.* from links l join records o on o.id = l.record_id
    where l.ref = r.number and l.target = 'record' order by l.record_id desc limit ${INCOMING_ROWS}) o where ${mayRead('o')} order by o.id desc`;
  const timeline = `from entries e left join entries a on a.amends = e.id
    and not exists (select 1 from entries n where n.amends = a.amends and n.seq > a.seq)
    where e.record_id = r.id and (e.audience = 'public' or ${insider}) order by e.seq desc limit ${TIMELINE_ROWS}`;
  const text = `select r.*,
    ${asJson(sql, ['p.role', 'p.ref'], 'from principals p where p.record_id = r.id')} as principals,
    ${asJson(sql, ['l.role', 'l.target', 'l.ref', ...TARGET], own)} as links,
    ${asJson(sql, ['o.role', 'o.number as ref', ...TARGET], incoming)} as incoming,
    ${asJson(sql, ['e.id', 'e.seq', 'e.at', 'e.verb', 'e.audience', 'e.content', 'a.id as amendment', 'a.content as amended'], timeline)} as entries,
    ${asJson(sql, ['a.id', 'a.name', 'a.content_type', 'a.size', 'a.created_at', 'a.created_by'], `from attachments a where a.record_id = r.id and (a.audience = 'public' or ${insider}) order by a.id`)} as attachments
    from records r where r.number = ${number} and ${mayRead('r')}`;
  const statement = stage.sql.prepare(text);
  const rest = sql.parameters.slice(1);
  return wanted => statement(wanted, ...rest);
}

/** A row of `insert`; expressions instead of values where there are some. */
interface Insert {
  table: string;
  rows: Row[];
  expressions?(sql: SqlText): Record<string, string>;
}

function insertText(sql: SqlText, { table, rows, expressions }: Insert) {
  const made = expressions?.(sql) ?? {};
  const columns = [...Object.keys(rows[0] ?? {}), ...Object.keys(made)];
  const values = rows.map(
    row =>
      `(${[...Object.values(row).map(value => sql.place(value)), ...Object.values(made)].join(', ')})`,
  );
  return `insert into ${table} (${columns.join(', ')}) values ${values.join(', ')}`;
}

/**
 * Writes rows of several tables in one commit: in one statement where the engine can.
 *
 * @param isWithin - a transaction is open
 */
export async function writeRows(
  { engine, sql: session }: Stage,
  inserts: readonly Insert[],
  {
    update,
    isWithin,
  }: { update?: (sql: SqlText) => string; isWithin?: boolean } = {},
): Promise<void> {
  const given = inserts.filter(({ rows }) => rows.length > 0);
  if (engine === 'postgres') {
    const sql = new SqlText(engine);
    const parts = [
      ...(update ? [update(sql)] : []),
      ...given.map(insert => insertText(sql, insert)),
    ].map((part, index) => `w${index} as (${part})`);
    await session.run(`with ${parts.join(', ')} select 1`, ...sql.parameters);
    return;
  }
  const write = async () => {
    for (const textOf of [
      ...(update ? [update] : []),
      ...given.map(insert => (sql: SqlText) => insertText(sql, insert)),
    ]) {
      const sql = new SqlText(engine);
      await session.run(textOf(sql), ...sql.parameters);
    }
  };
  await (isWithin ? write() : session.transaction(write));
}
