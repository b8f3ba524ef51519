import type { Principal } from 'backstage-plugin-itsm-node';
import type { Knex } from 'knex';

/** Between values that one column aggregates; no ref has it. */
const SEPARATOR = '\n';

/** Column over `records as r`: all its principals, to be read with `splitPrincipals`. */
export const principalsColumn = (knex: Knex) =>
  knex.raw(
    `(select string_agg(o.role || ' ' || o.ref, ?) from principals o where o.record_id = r.id)`,
    [SEPARATOR],
  );

/** Column over `records as r`: its affected entities in order, to be read with `splitRefs`. */
export const entitiesColumn = (knex: Knex) =>
  knex.raw(
    `(select string_agg(e.ref, ? order by e.position, e.ref) from links e where e.record_id = r.id and e.role = 'affected')`,
    [SEPARATOR],
  );

export const splitRefs = (text: string | null | undefined): string[] =>
  text ? text.split(SEPARATOR) : [];

export const splitPrincipals = (text: string | null | undefined): Principal[] =>
  splitRefs(text).map(each => {
    const space = each.indexOf(' ');
    return {
      role: each.slice(0, space) as Principal['role'],
      ref: each.slice(space + 1),
    };
  });
