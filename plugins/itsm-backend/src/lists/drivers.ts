import type { PrincipalRole } from 'backstage-plugin-itsm-node';
import type { Knex } from 'knex';
import { whereMeets, type CriteriaColumns } from '../access/criteria';
import type { ListQuery } from './listQuery';
import { SORTS, URGENCY } from './listSorts';

/** A table that repeats enough of its records to decide who may read them. */
interface Driver extends CriteriaColumns {
  table: 'links' | 'principals' | 'records';
  alias: 'l' | 'p' | 'r';
  kind: string;
}

const driver = (
  table: Driver['table'],
  alias: Driver['alias'],
  id = `${alias}.record_id`,
): Driver => ({
  table,
  alias,
  id,
  kind: `${alias}.kind`,
  restricted: `${alias}.restricted`,
  desk: `${alias}.desk`,
});

export const LINKS = driver('links', 'l');
export const PRINCIPALS = driver('principals', 'p');
export const RECORDS = driver('records', 'r', 'r.id');

/** Is there something in the query that only the record itself can answer? */
function needsRecord(q: ListQuery): boolean {
  return Boolean(
    SORTS[q.sort].ofRecord ||
    q.priority ||
    q.priorityUpTo ||
    q.assignee ||
    q.unassigned ||
    q.unowned ||
    q.mark ||
    q.group ||
    q.states ||
    q.notIn?.length,
  );
}

/** A query over the table, with the record beside it only where that is needed. */
export function drivenBy(
  knex: Knex,
  { table, alias, id }: Driver,
  q: ListQuery,
): Knex.QueryBuilder {
  const query = knex.from(`${table} as ${alias}`);
  return table !== 'records' && needsRecord(q)
    ? query.join('records as r', 'r.id', id)
    : query;
}

/** Filters on columns of `records as r`. */
export function whereColumns(query: Knex.QueryBuilder, q: ListQuery): void {
  if (q.priority) query.whereRaw(`${URGENCY} = ?`, [q.priority]);
  if (q.priorityUpTo) query.whereRaw(`${URGENCY} <= ?`, [q.priorityUpTo]);
  // A literal, so that the index of those few can be used
  if (q.unowned) query.whereRaw('r.unowned = 1');
  if (q.mark) query.where('r.mark', q.mark);
  if (q.unassigned) query.whereNull('r.assignee');
  if (q.assignee) query.where('r.assignee', q.assignee);
  if (q.group) query.where('r.assignment_group', q.group);
  if (q.states) query.whereIn('r.state', [...q.states]);
  for (const { kind, state } of q.notIn ?? []) {
    query.whereRaw('not (r.kind = ? and r.state = ?)', [kind, state]);
  }
}

/** Some kinds; of several an expression, so that no engine walks kind by kind and sorts everything afterwards. */
export function whereKinds(
  query: Knex.QueryBuilder,
  kinds: readonly string[],
  { kind }: Driver,
): void {
  if (kinds.length === 1) query.where(kind, kinds[0]);
  else {
    query.whereRaw(
      `${kind} || '' in (${kinds.map(() => '?').join(', ')})`,
      kinds as string[],
    );
  }
}

/** The read criteria of each kind, for queries that do not come from ranges of principals. */
export function whereReadable(
  query: Knex.QueryBuilder,
  q: ListQuery,
  columns: Driver,
): void {
  if (q.scopes.length === 1) {
    query.where(columns.kind, q.scopes[0].kind);
    whereMeets(query, q.scopes[0].criteria, columns);
    return;
  }
  const groups = new Map<string, ListQuery['scopes']>();
  for (const scope of q.scopes) {
    const key = JSON.stringify(scope.criteria);
    groups.set(key, [...(groups.get(key) ?? []), scope]);
  }
  query.andWhere(any => {
    for (const scopes of groups.values()) {
      any.orWhere(inner => {
        whereKinds(
          inner,
          scopes.map(scope => scope.kind),
          columns,
        );
        whereMeets(inner, scopes[0].criteria, columns);
      });
    }
  });
}

const openFlag = (q: ListQuery) =>
  ({ open: 1, closed: 0, all: undefined })[q.state];

/** Filters on what every driver repeats of its records. */
export function whereCopied(
  query: Knex.QueryBuilder,
  q: ListQuery,
  { alias, desk }: Driver,
): void {
  const open = openFlag(q);
  if (open !== undefined) query.where(`${alias}.is_open`, open);
  if (q.desk) query.where(desk, q.desk);
}

/** Roles that a container has on what is recorded for its parts and for what it owns. */
export const WITHIN_ROLES: readonly PrincipalRole[] = ['container', 'owner'];

/** Filters on the entities that a record is about. */
export function whereAffects(
  query: Knex.QueryBuilder,
  { entities, within }: Pick<ListQuery, 'entities' | 'within'>,
  columns: Driver,
): void {
  if (entities) {
    query.whereRaw(
      `(select 1 from links a where a.record_id = ${columns.id} and a.role = 'affected' and a.ref in (${entities.map(() => '?').join(', ')}) limit 1) is not null`,
      [...entities],
    );
  }
  if (within) {
    whereMeets(query, { roles: [...WITHIN_ROLES], refs: [within] }, columns);
  }
}
