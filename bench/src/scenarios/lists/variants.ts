import { readable } from '../../sql/recordPage';
import type { SqlText } from '../../sql/SqlText';
import type { Combination } from './combinations';

/** A query for `id` in the wanted order, to be limited; and one for what is counted. */
interface Ids {
  page: string;
  counted: string;
}

/** One way to write the query; undefined where it does not apply. */
export type Variant = (
  sql: SqlText,
  combination: Combination,
  refs: readonly string[],
) => Ids | undefined;

/** Enough for a page and for the capped count. */
const LIMITS = { page: 21, counted: 1_001 };
const MINE = ['assignee', 'requester', 'openedBy', 'approver'];
const KINDS = { incidents: 'incident', changes: 'change', records: undefined };
const OPEN = { open: 1, closed: 0, all: undefined };

interface Sort {
  order: string;
  columns: string;
}

/** What has no priority comes last; the index of this order has the expression to the letter. */
const urgency = (alias: string) => `coalesce(${alias}.priority, 9)`;

/** Orders over any table that has the columns; `id` is its column of ids. */
const sortOf = ({ query }: Combination, id: string, alias = 'r'): Sort => {
  switch (query.sort) {
    case 'updated':
      return {
        order: `${alias}.updated_at desc, ${id} desc`,
        columns: `${alias}.updated_at`,
      };
    case 'priority':
      return {
        order: `${urgency(alias)}, ${id}`,
        columns: `${alias}.priority`,
      };
    default:
      return { order: `${id} desc`, columns: '1 as one' };
  }
};

/** The order of a page's rows. */
export const pageOrder = (combination: Combination) =>
  sortOf(combination, 'r.id').order;

const needsRecord = ({ query }: Combination) =>
  query.sort !== 'created' ||
  Boolean(query.priority || query.assignee || query.group);

/** Conditions on columns that records, links and principals have alike. */
function shared({ path, query }: Combination, alias: string): string[] {
  const kind = KINDS[path];
  const open = OPEN[query.state ?? 'open'];
  return [
    ...(kind ? [`${alias}.kind = '${kind}'`] : []),
    ...(open === undefined ? [] : [`${alias}.is_open = ${open}`]),
  ];
}

function ofRecord(sql: SqlText, c: Combination): string[] {
  const { priority, assignee, group } = c.query;
  return [
    ...(priority ? [`${urgency('r')} = ${Number(priority)}`] : []),
    ...(assignee ? [`r.assignee = ${sql.value(assignee)}`] : []),
    ...(group ? [`r.assignment_group = ${sql.value(group)}`] : []),
  ];
}

const affects = (sql: SqlText, { query }: Combination, id: string): string[] =>
  query.entity
    ? [
        `(select 1 from links a where a.record_id = ${id} and a.role = 'affected' and a.ref = ${sql.value(query.entity)} limit 1) is not null`,
      ]
    : [];

const isMine = (
  sql: SqlText,
  { query }: Combination,
  id: string,
  refs: readonly string[],
): string[] =>
  query.mine
    ? [
        `(select 1 from principals m where m.record_id = ${id} and m.role in ('${MINE.join(`', '`)}') and m.ref in (${sql.list(refs)}) limit 1) is not null`,
      ]
    : [];

function where(conditions: readonly string[]): string {
  return conditions.length > 0 ? `where ${conditions.join(' and ')}` : '';
}

/** Walks records in the order of the list and leaves out what does not fit. */
const walk: Variant = (sql, c, refs) => {
  const { order } = sortOf(c, 'r.id');
  const text = `select r.id as id from records r ${where([
    ...shared(c, 'r'),
    ...ofRecord(sql, c),
    ...affects(sql, c, 'r.id'),
    ...isMine(sql, c, 'r.id', refs),
    readable(sql, refs, { id: 'r.id', restricted: 'r.restricted' }),
  ])} order by ${order}`;
  return { page: text, counted: text };
};

/** Finds everything that fits and sorts it: for filters that leave little. */
const sorted: Variant = (sql, c, refs) => {
  const { entity, assignee, group, mine } = c.query;
  if (!(entity || assignee || group || mine)) return undefined;
  const { order } = sortOf(c, 'm.id', 'm');
  const matching = `select r.id, ${sortOf(c, 'r.id').columns} from records r ${where(
    [
      ...shared(c, 'r'),
      ...ofRecord(sql, c),
      ...(entity
        ? [
            `r.id in (select record_id from links where role = 'affected' and ref = ${sql.value(entity)})`,
          ]
        : []),
      ...(mine
        ? [
            `r.id in (select record_id from principals where role in ('${MINE.join(`', '`)}') and ref in (${sql.list(refs)}))`,
          ]
        : []),
      readable(sql, refs, { id: 'r.id', restricted: 'r.restricted' }),
    ],
  )}`;
  return {
    page: `select m.id as id from (with found as materialized (${matching}) select * from found) m order by ${order}`,
    counted: matching,
  };
};

/** Walks each kind, open and closed, in an index of its own, and merges. */
const branches: Variant = (sql, c, refs) => {
  const kinds = KINDS[c.path] ? [KINDS[c.path]] : ['incident', 'change'];
  const open = OPEN[c.query.state ?? 'open'];
  const flags = open === undefined ? [1, 0] : [open];
  if (kinds.length * flags.length === 1) return undefined;
  const inner = sortOf(c, 'r.id');
  const outer = sortOf(c, 'u.id', 'u');
  const rest = [
    ...ofRecord(sql, c),
    ...affects(sql, c, 'r.id'),
    ...isMine(sql, c, 'r.id', refs),
    readable(sql, refs, { id: 'r.id', restricted: 'r.restricted' }),
  ];
  const union = (limit: number) =>
    kinds
      .flatMap(kind =>
        flags.map(
          flag =>
            `select * from (select r.id as id, ${inner.columns} from records r ${where([`r.kind = '${kind}'`, `r.is_open = ${flag}`, ...rest])} order by ${inner.order} limit ${limit}) b`,
        ),
      )
      .join(' union all ');
  return {
    page: `select u.id as id from (${union(LIMITS.page)}) u order by ${outer.order}`,
    counted: union(LIMITS.counted),
  };
};

/** Starts from the links of the entity. */
const fromLinks: Variant = (sql, c, refs) => {
  if (!c.query.entity) return undefined;
  const { order } = sortOf(c, 'l.record_id');
  const text = `select l.record_id as id from links l ${needsRecord(c) ? 'join records r on r.id = l.record_id' : ''} ${where(
    [
      `l.ref = ${sql.value(c.query.entity)}`,
      `l.role = 'affected'`,
      ...shared(c, 'l'),
      ...ofRecord(sql, c),
      ...isMine(sql, c, 'l.record_id', refs),
      readable(sql, refs, { id: 'l.record_id', restricted: 'l.restricted' }),
    ],
  )} order by ${order}`;
  return { page: text, counted: text };
};

/** Starts from what somebody, or a group, has a part in, one role and ref after the other. */
const fromPrincipals: Variant = (sql, c, refs) => {
  const { mine, assignee, group } = c.query;
  const ranges = mine
    ? MINE.flatMap(role => refs.map(ref => ({ role, ref })))
    : [
        ...(assignee ? [{ role: 'assignee', ref: assignee }] : []),
        ...(group && !assignee
          ? [{ role: 'assignmentGroup', ref: group }]
          : []),
      ];
  if (ranges.length === 0) return undefined;
  const inner = sortOf(c, 'p.record_id');
  const outer = sortOf(c, 'u.id', 'u');
  const rest = [
    ...ofRecord(sql, c),
    ...affects(sql, c, 'p.record_id'),
    readable(sql, refs, { id: 'p.record_id', restricted: 'p.restricted' }),
  ];
  const union = (limit: number) =>
    ranges
      .map(
        ({ role, ref }) =>
          `select * from (select p.record_id as id, ${inner.columns} from principals p ${needsRecord(c) ? 'join records r on r.id = p.record_id' : ''} ${where([`p.ref = ${sql.value(ref)}`, `p.role = '${role}'`, ...shared(c, 'p'), ...rest])} order by ${inner.order} limit ${limit}) b`,
      )
      .join(' union ');
  return {
    page: `select u.id as id from (${union(LIMITS.page)}) u order by ${outer.order}`,
    counted: union(LIMITS.counted),
  };
};

/** All ways that somebody might write the query by hand. */
export const VARIANTS: Record<string, Variant> = {
  walk,
  sorted,
  branches,
  fromLinks,
  fromPrincipals,
};
