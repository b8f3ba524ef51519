import { readable } from '../../sql/recordPage';
import { SqlText } from '../../sql/SqlText';
import type { Stage } from '../../stage/Stage';
import type { Contender } from '../../statistics/measureBlocks';
import { api } from '../floor';
import { requireSameNumbers } from '../sameAnswer';

const PAGE = 20;
const DEEPEST = 10_000;

const ORDERS = {
  created: { order: 'r.id desc', cursor: 'r.id' },
  updated: {
    order: 'r.updated_at desc, r.id desc',
    cursor: `r.updated_at || '~' || r.id`,
  },
} as const;
type Order = keyof typeof ORDERS;

/** All incidents that the caller may read, in an order; the tail says which of them. */
function incidents(
  stage: Stage,
  columns: string,
  o: { order?: string; before?: string } = {},
) {
  const sql = new SqlText(stage.engine);
  const cursor = o.before ? `r.id < ${sql.value(o.before)} and` : '';
  const text = `select ${columns} from records r where r.kind = 'incident' and ${cursor} ${readable(
    sql,
    stage.refs,
    { id: 'r.id', restricted: 'r.restricted' },
  )} ${o.order ? `order by ${o.order}` : ''}`;
  return (tail = '') => stage.sql.run(`${text} ${tail}`, ...sql.parameters);
}

/** First and deepest pages of all incidents. */
export async function depthContenders(stage: Stage): Promise<{
  pages: number;
  paths: { name: string; path: string }[];
  /** In SQL alone: the way that needs no cursor, and the one that has it. */
  sql: Contender[];
}> {
  const [{ total }] = await incidents(stage, 'count(*) as total')();
  const pages = Math.min(DEEPEST, Math.floor((Number(total) * 0.95) / PAGE));
  const offset = (pages - 1) * PAGE;

  const cursorOf = async (name: Order): Promise<string> => {
    const { order, cursor } = ORDERS[name];
    const rows = incidents(stage, `${cursor} as cursor`, { order });
    return (await rows(`limit 1 offset ${offset - 1}`))[0].cursor;
  };
  const cursors = {
    created: await cursorOf('created'),
    updated: await cursorOf('updated'),
  };
  const { order } = ORDERS.created;
  const byOffset = incidents(stage, 'r.number', { order });
  const byCursor = incidents(stage, 'r.number', {
    order,
    before: cursors.created,
  });
  const byUpdate = incidents(stage, 'r.number', {
    order: ORDERS.updated.order,
  });
  const first = `limit ${PAGE}`;
  const deepest = `limit ${PAGE} offset ${offset}`;
  const keyset = () => byCursor(first);
  const naive = () => byOffset(deepest);

  const path = (sort: Order, cursor?: string) =>
    api('incidents', { state: 'all', sort, limit: PAGE, cursor });
  const asked = [
    {
      name: 'created.first',
      path: path('created'),
      statements: [() => byOffset(first)],
    },
    {
      name: 'created.deep',
      path: path('created', cursors.created),
      statements: [keyset, naive],
    },
    {
      name: 'updated.first',
      path: path('updated'),
      statements: [() => byUpdate(first)],
    },
    {
      name: 'updated.deep',
      path: path('updated', cursors.updated),
      statements: [() => byUpdate(deepest)],
    },
  ];
  for (const each of asked) {
    const page = await stage.http.json(each.path);
    for (const statement of each.statements) {
      requireSameNumbers(each.path, page, await statement());
    }
  }
  return {
    pages,
    paths: asked,
    sql: [
      { name: 'keyset', once: keyset },
      { name: 'offset', once: naive },
    ],
  };
}
