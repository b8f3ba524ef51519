import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import { isPostgres } from './database';

/** Statements that the server keeps a plan of, on each connection: more shapes than the pages use. */
const NAMES_KEPT = 100;
const nameOf = new Map<string, string>();

/**
 * What a pooler between us and the server answers that hands a connection on between transactions:
 * invalid_sql_statement_name, duplicate_prepared_statement.
 */
const POOLER_ERRORS = ['26000', '42P05'];
let isPooled = false;

function nameFor(sql: string): string | undefined {
  const known = nameOf.get(sql);
  if (known || nameOf.size >= NAMES_KEPT) return known;
  const digest = createHash('sha256').update(sql).digest('hex').slice(0, 40);
  nameOf.set(sql, `itsm_${digest}`);
  return nameOf.get(sql);
}

/**
 * Runs a query whose plan PostgreSQL may keep: planning the statement of a page takes longer than
 * performing it. SQLite plans in no time.
 */
export async function runPlanned(
  knex: Knex,
  query: Knex.QueryBuilder,
): Promise<any[]> {
  if (!isPostgres(knex) || isPooled) return query;
  const { sql, bindings } = query.toSQL();
  const name = nameFor(sql);
  if (!name) return query;
  try {
    const { rows } = await knex.raw(sql, bindings as any).options({ name });
    return rows;
  } catch (error: any) {
    if (!POOLER_ERRORS.includes(error?.code)) throw error;
    isPooled = true;
    return query;
  }
}
