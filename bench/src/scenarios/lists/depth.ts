import { readable } from '../../sql/recordPage';
import { SqlText } from '../../sql/SqlText';
import type { Stage } from '../../stage/Stage';
import type { Contender } from '../../statistics/measureBlocks';
import { api } from '../floor';

const PAGE = 20;
const DEEPEST = 10_000;

/** First and deepest pages of all incidents. */
export async function depthContenders(stage: Stage): Promise<{
  pages: number;
  paths: { name: string; path: string }[];
  /** In SQL alone: the way that needs no cursor, and the one that has it. */
  sql: Contender[];
}> {
  const query = (order: string, columns: string, before?: string) => {
    const sql = new SqlText(stage.engine);
    const cursor = before ? `r.id < ${sql.value(before)} and` : '';
    const text = `select ${columns} from records r where r.kind = 'incident' and ${cursor} ${readable(
      sql,
      stage.refs,
      { id: 'r.id', restricted: 'r.restricted' },
    )} ${order}`;
    return (tail: string) =>
      stage.sql.run(`${text} ${tail}`, ...sql.parameters);
  };
  const [{ total }] = await query('', 'count(*) as total')('');
  const pages = Math.min(DEEPEST, Math.floor((Number(total) * 0.95) / PAGE));
  const offset = (pages - 1) * PAGE;

  const cursorOf = async (order: string, cursor: string) => {
    const rows = await query(
      order,
      `${cursor} as cursor`,
    )(`limit 1 offset ${offset - 1}`);
    return rows[0].cursor as string;
  };
  const created = await cursorOf('order by r.id desc', 'r.id');
  const updated = await cursorOf(
    'order by r.updated_at desc, r.id desc',
    `r.updated_at || '~' || r.id`,
  );
  const path = (sort: string, cursor?: string) =>
    api('incidents', { state: 'all', sort, limit: PAGE, cursor });
  const naive = query('order by r.id desc', 'r.number');
  const keyset = query('order by r.id desc', 'r.number', created);
  return {
    pages,
    paths: [
      { name: 'created.first', path: path('created') },
      { name: 'created.deep', path: path('created', created) },
      { name: 'updated.first', path: path('updated') },
      { name: 'updated.deep', path: path('updated', updated) },
    ],
    sql: [
      { name: 'keyset', once: () => keyset(`limit ${PAGE}`) },
      { name: 'offset', once: () => naive(`limit ${PAGE} offset ${offset}`) },
    ],
  };
}
