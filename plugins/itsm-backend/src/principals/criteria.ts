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
    ? toFilters(decision.conditions)
    : false;
}

/** Answers the criteria for one record that is at hand. */
export function meets(criteria: Criteria, record: RecordResource): boolean {
  if (typeof criteria === 'boolean') return criteria;
  if (isAndCriteria(criteria))
    return criteria.allOf.every(c => meets(c, record));
  if (isOrCriteria(criteria)) return criteria.anyOf.some(c => meets(c, record));
  if (isNotCriteria(criteria)) return !meets(criteria.not, record);
  if ('restricted' in criteria)
    return record.restricted === criteria.restricted;
  if ('desks' in criteria) return criteria.desks.includes(record.desk);
  return record.principals.some(
    p => criteria.roles.includes(p.role) && criteria.refs.includes(p.ref),
  );
}

/**
 * Adds the criteria to a query over `records as r`. For rules that most records pass. The
 * subquery is scalar on purpose: PostgreSQL would turn an EXISTS into a hash over all principals.
 */
export function whereMeets(query: Knex.QueryBuilder, criteria: Criteria): void {
  if (typeof criteria === 'boolean') {
    if (!criteria) query.whereRaw('1 = 0');
    return;
  }
  if (isAndCriteria(criteria)) {
    for (const part of criteria.allOf) {
      query.andWhere(inner => whereMeets(inner, part));
    }
  } else if (isOrCriteria(criteria)) {
    query.andWhere(any => {
      for (const part of criteria.anyOf) {
        any.orWhere(inner => whereMeets(inner, part));
      }
    });
  } else if (isNotCriteria(criteria)) {
    // Every leaf is two-valued (no column here is null), so NOT is exact.
    query.whereNot(inner => whereMeets(inner, criteria.not));
  } else if ('restricted' in criteria) {
    query.where('r.restricted', criteria.restricted ? 1 : 0);
  } else if ('desks' in criteria) {
    query.whereIn('r.desk', criteria.desks);
  } else {
    const roles = criteria.roles.map(() => '?').join(', ');
    const refs = criteria.refs.map(() => '?').join(', ');
    if (criteria.refs.length === 0) query.whereRaw('1 = 0');
    else {
      query.whereRaw(
        `(select 1 from principals p where p.record_id = r.id and p.role in (${roles}) and p.ref in (${refs}) limit 1) is not null`,
        [...criteria.roles, ...criteria.refs],
      );
    }
  }
}

/** One index range of `principals`. */
export interface PrincipalRange {
  role: PrincipalRole;
  ref: string;
}

/**
 * The criteria as ranges of `principals`, if they are nothing but an OR of such questions: then
 * few records pass, and merging ranges is far cheaper than filtering all records.
 */
export function asRanges(criteria: Criteria): PrincipalRange[] | undefined {
  if (typeof criteria === 'boolean') return criteria ? undefined : [];
  if (isOrCriteria(criteria)) {
    const parts = criteria.anyOf.map(asRanges);
    return parts.every((part): part is PrincipalRange[] => Boolean(part))
      ? parts.flat()
      : undefined;
  }
  if (isAndCriteria(criteria)) {
    return criteria.allOf.length === 1
      ? asRanges(criteria.allOf[0])
      : undefined;
  }
  if (isNotCriteria(criteria) || !('roles' in criteria)) return undefined;
  return criteria.roles.flatMap(role =>
    criteria.refs.map(ref => ({ role, ref })),
  );
}
