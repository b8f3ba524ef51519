import type { KindDefinition } from 'backstage-plugin-itsm-common';
import type { Knex } from 'knex';
import { whereMeets, type Criteria } from '../access/criteria';
import { LINKS } from './drivers';
import { COUNT_CAP, type LinkCount } from './listQuery';

/** Those of the kinds; one whose records the caller may not read at all is not known. */
export async function linkCountsOf(
  kinds: readonly KindDefinition[],
  criteriaOf: (kind: string) => Promise<Criteria> | undefined,
): Promise<LinkCount[]> {
  const counts = kinds.flatMap(({ name: of, linkCounts }) =>
    Object.entries(linkCounts ?? {}).map(async ([name, { role, from }]) => {
      const criteria = (await criteriaOf(from)) ?? false;
      return { of, name, role, from, criteria };
    }),
  );
  return (await Promise.all(counts)).filter(count => count.criteria !== false);
}

const columnOf = ({ of, role, from }: LinkCount) =>
  `count_${of}_${role}_${from}`;

/** Columns over `records as r`, each a range of an index that ends at the cap; rows of other kinds read none. */
export function linkCountColumns(
  knex: Knex,
  counts: readonly LinkCount[],
): Record<string, Knex.Raw> {
  const columns = counts.map(count => {
    const links = knex
      .from('links as l')
      .select('l.record_id')
      .whereRaw('l.ref = r.number')
      .where({ 'l.role': count.role, 'l.kind': count.from })
      .limit(COUNT_CAP);
    whereMeets(links, count.criteria, LINKS);
    const counted = knex.count('*').from(links.as('counted'));
    return [
      columnOf(count),
      knex.raw('(case when r.kind = ? then (?) end)', [count.of, counted]),
    ];
  });
  return Object.fromEntries(columns);
}

/** The counts of one row, by name. */
export const linkCountsIn = (
  row: Record<string, unknown>,
  counts: readonly LinkCount[],
): Record<string, number> =>
  Object.fromEntries(
    counts
      .filter(({ of }) => of === row.kind)
      .map(count => [count.name, Number(row[columnOf(count)])]),
  );
