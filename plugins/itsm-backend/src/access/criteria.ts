import {
  AuthorizeResult,
  type PermissionCriteria,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  isAndCriteria,
  isNotCriteria,
  isOrCriteria,
} from '@backstage/plugin-permission-node';
import type {
  PrincipalRole,
  RecordFilter,
  RecordResource,
} from 'backstage-plugin-itsm-node';
import type { Knex } from 'knex';

/** A decision as something that can be asked of a record and of the database. */
export type Criteria = boolean | PermissionCriteria<RecordFilter>;

/** Turns a decision of the policy into criteria with the rules' `toQuery`. */
export function criteriaOf(
  decision: PolicyDecision,
  toFilters: (conditions: any) => PermissionCriteria<RecordFilter>,
): Criteria {
  if (decision.result === AuthorizeResult.ALLOW) return true;
  return decision.result === AuthorizeResult.CONDITIONAL
    ? merged(toFilters(decision.conditions))
    : false;
}

/**
 * Alternatives that ask about the same refs become one question: a policy names a role at a time,
 * and each question is a subquery.
 */
function merged(
  criteria: PermissionCriteria<RecordFilter>,
): PermissionCriteria<RecordFilter> {
  if (!isOrCriteria(criteria)) return criteria;
  const parts: PermissionCriteria<RecordFilter>[] = [];
  for (const part of criteria.anyOf) {
    const like = 'roles' in part && parts.find(p => asksSame(p, part));
    if (like) like.roles = [...new Set([...like.roles, ...part.roles])];
    else parts.push('roles' in part ? { ...part } : part);
  }
  return { anyOf: parts as [PermissionCriteria<RecordFilter>] };
}

type RolesFilter = Extract<RecordFilter, { roles: unknown }>;
type DesksFilter = Extract<RecordFilter, { desks: unknown }>;

const asksSame = (
  part: PermissionCriteria<RecordFilter>,
  { refs }: RolesFilter,
): part is RolesFilter =>
  'roles' in part && JSON.stringify(part.refs) === JSON.stringify(refs);

/**
 * Watching lets nobody read what is restricted: whoever may watch that reads it by another role, and no
 * longer than they have one.
 */
export const isOnlyWatching = ({ role }: { role: PrincipalRole }) =>
  role === 'watcher';

const isOfDesks = (
  { desks, unrestricted = [] }: DesksFilter,
  { desk, restricted }: Pick<RecordResource, 'desk' | 'restricted'>,
): boolean =>
  desks.includes(desk) || (!restricted && unrestricted.includes(desk));

/** Whether one record that is at hand meets the criteria. */
export function meets(criteria: Criteria, record: RecordResource): boolean {
  if (typeof criteria === 'boolean') return criteria;
  if (isAndCriteria(criteria))
    return criteria.allOf.every(c => meets(c, record));
  if (isOrCriteria(criteria)) return criteria.anyOf.some(c => meets(c, record));
  if (isNotCriteria(criteria)) return !meets(criteria.not, record);
  if ('restricted' in criteria)
    return record.restricted === criteria.restricted;
  if ('desks' in criteria) return isOfDesks(criteria, record);
  return record.principals.some(
    p =>
      criteria.roles.includes(p.role) &&
      criteria.refs.includes(p.ref) &&
      !(record.restricted && isOnlyWatching(p)),
  );
}

/**
 * Do the criteria let every unrestricted record of the desk through, whoever has a role on it? What asks for
 * a role is answered by neither yes nor no, also behind a `not`.
 */
export const meetsEveryUnrestricted = (criteria: Criteria, desk: string) =>
  certainly(criteria, desk) === true;

/** Undefined where it depends on the record. */
function certainly(criteria: Criteria, desk: string): boolean | undefined {
  if (typeof criteria === 'boolean') return criteria;
  if (isAndCriteria(criteria)) {
    const parts = criteria.allOf.map(part => certainly(part, desk));
    if (parts.includes(false)) return false;
    return parts.includes(undefined) ? undefined : true;
  }
  if (isOrCriteria(criteria)) {
    const parts = criteria.anyOf.map(part => certainly(part, desk));
    if (parts.includes(true)) return true;
    return parts.includes(undefined) ? undefined : false;
  }
  if (isNotCriteria(criteria)) {
    const part = certainly(criteria.not, desk);
    return part === undefined ? undefined : !part;
  }
  if ('restricted' in criteria) return !criteria.restricted;
  return 'desks' in criteria
    ? isOfDesks(criteria, { desk, restricted: false })
    : undefined;
}

/** Where a query finds what criteria ask: a table that repeats what is needed of its record. */
export interface CriteriaColumns {
  id: string;
  restricted: string;
  desk: string;
}

const RECORD_COLUMNS: CriteriaColumns = {
  id: 'r.id',
  restricted: 'r.restricted',
  desk: 'r.desk',
};

/**
 * Adds the criteria to a query over records or a table that copies them. For rules that most
 * records pass. The subquery is scalar on purpose: PostgreSQL would turn an EXISTS into a hash
 * over all principals.
 */
export function whereMeets(
  query: Knex.QueryBuilder,
  criteria: Criteria,
  columns = RECORD_COLUMNS,
): void {
  if (typeof criteria === 'boolean') {
    if (!criteria) query.whereRaw('1 = 0');
    return;
  }
  if (isAndCriteria(criteria)) {
    for (const part of criteria.allOf) {
      query.andWhere(inner => whereMeets(inner, part, columns));
    }
  } else if (isOrCriteria(criteria)) {
    query.andWhere(any => {
      for (const part of criteria.anyOf) {
        any.orWhere(inner => whereMeets(inner, part, columns));
      }
    });
  } else if (isNotCriteria(criteria)) {
    // Every leaf is two-valued (no column here is null), so NOT is exact.
    query.whereNot(inner => whereMeets(inner, criteria.not, columns));
  } else if ('restricted' in criteria) {
    query.where(columns.restricted, criteria.restricted ? 1 : 0);
  } else if ('desks' in criteria) {
    const { desks, unrestricted = [] } = criteria;
    query.where(any => {
      any.whereIn(columns.desk, desks);
      if (unrestricted.length === 0) return;
      any.orWhere(inner => {
        inner.whereIn(columns.desk, unrestricted);
        inner.where(columns.restricted, 0);
      });
    });
  } else {
    const roles = criteria.roles.map(() => '?').join(', ');
    const refs = criteria.refs.map(() => '?').join(', ');
    if (criteria.refs.length === 0) query.whereRaw('1 = 0');
    else {
      const unrestricted = criteria.roles.includes('watcher')
        ? ` and (o.role <> 'watcher' or ${columns.restricted} = 0)`
        : '';
      query.whereRaw(
        `(select 1 from principals o where o.record_id = ${columns.id} and o.role in (${roles}) and o.ref in (${refs})${unrestricted} limit 1) is not null`,
        [...criteria.roles, ...criteria.refs],
      );
    }
  }
}

/** One index range of `records`. */
interface DeskRange {
  desk: string;
  isUnrestricted: boolean;
}

/** One index range of `principals`. */
interface PrincipalRange {
  role: PrincipalRole;
  ref: string;
}

export type ReadRange = PrincipalRange | DeskRange;

/**
 * The criteria as ranges of an index, if they are nothing but an OR of questions about roles and desks: then
 * few records pass, and merging ranges is far cheaper than filtering all records.
 */
export function asRanges(criteria: Criteria): ReadRange[] | undefined {
  if (typeof criteria === 'boolean') return criteria ? undefined : [];
  if (isOrCriteria(criteria)) {
    const parts = criteria.anyOf.map(asRanges);
    return parts.every((part): part is ReadRange[] => Boolean(part))
      ? parts.flat()
      : undefined;
  }
  if (isAndCriteria(criteria)) {
    return criteria.allOf.length === 1
      ? asRanges(criteria.allOf[0])
      : undefined;
  }
  if (isNotCriteria(criteria)) return undefined;
  if ('desks' in criteria) {
    const { desks, unrestricted = [] } = criteria;
    return [
      ...desks.map(desk => ({ desk, isUnrestricted: false })),
      ...unrestricted.map(desk => ({ desk, isUnrestricted: true })),
    ];
  }
  if (!('roles' in criteria)) return undefined;
  return criteria.roles.flatMap(role =>
    criteria.refs.map(ref => ({ role, ref })),
  );
}
