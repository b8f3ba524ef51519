import type { Knex } from 'knex';
import { isPostgres } from '../database/database';

export interface Statement {
  sql: string;
  bindings: any[];
}

/** Every statement that runs until `stop`, with its bindings. */
export function recordStatements(knex: Knex) {
  const statements: Statement[] = [];
  const listener = (q: any) =>
    statements.push({ sql: q.sql, bindings: q.bindings ?? [] });
  knex.on('query', listener);
  return { statements, stop: () => knex.removeListener('query', listener) };
}

/** As PostgreSQL takes it in an EXPLAIN, which knows no parameters. */
function withLiterals({ sql, bindings }: Statement): string {
  const literal = (value: unknown) =>
    typeof value === 'number'
      ? String(value)
      : `'${String(value).replace(/'/g, "''")}'`;
  // Statements come with $1 or with ?, as the query was made
  let next = 0;
  return sql
    .replace(/\$(\d+)|\?/g, (_, n) =>
      literal(bindings[n ? Number(n) - 1 : next++]),
    )
    .replace(/\?/g, '\\?');
}

/** The lines of a plan; PostgreSQL performs the statement for it. */
export async function explain(
  knex: Knex,
  statement: Statement,
): Promise<string[]> {
  if (isPostgres(knex)) {
    const { rows } = await knex.raw(
      `explain (analyze, buffers) ${withLiterals(statement)}`,
    );
    return rows.map((r: any) => r['QUERY PLAN']);
  }
  const rows = await knex.raw(
    `explain query plan ${statement.sql}`,
    statement.bindings,
  );
  return rows.map((r: any) => String(r.detail));
}

/** What performing the statement cost PostgreSQL. */
export interface Cost {
  /** Pages found in memory or read, once for each visit. */
  buffers: number;
  /** Pages written to temporary files. */
  temp: number;
  /** Rows that scans read, thrown away ones included. */
  scanned: number;
}

export async function costOf(knex: Knex, statement: Statement): Promise<Cost> {
  const { rows } = await knex.raw(
    `explain (analyze, buffers, format json) ${withLiterals(statement)}`,
  );
  const root = rows[0]['QUERY PLAN'][0].Plan;
  const cost: Cost = {
    buffers: root['Shared Hit Blocks'] + root['Shared Read Blocks'],
    temp: root['Temp Written Blocks'],
    scanned: 0,
  };
  const visit = (node: any) => {
    if (/Scan$/.test(node['Node Type']) && node['Relation Name']) {
      const removed =
        (node['Rows Removed by Filter'] ?? 0) +
        (node['Rows Removed by Index Recheck'] ?? 0);
      cost.scanned += (node['Actual Rows'] + removed) * node['Actual Loops'];
    }
    for (const child of node.Plans ?? []) visit(child);
  };
  visit(root);
  return cost;
}
