import { createHash } from 'node:crypto';
import type { HarnessDatabase } from 'itsm-harness';
import type { Knex } from 'knex';

/** Columns that both engines hold alike. `last_hash` stands for the whole timeline. */
const COLUMNS = [
  ...['id', 'number', 'state', 'is_open', 'version', 'seq', 'last_hash'],
  ...['title', 'description', 'priority', 'restricted', 'requester'],
  ...['assignee', 'assignment_group', 'updated_at', 'closed_at', 'data'],
];

/** Tables that are only counted, by these columns. */
const COUNTED: Record<string, string[]> = {
  entries: ['verb', 'audience'],
  links: ['role', 'target', 'kind', 'is_open', 'restricted'],
  principals: ['role', 'kind', 'is_open', 'restricted'],
  deployments: ['outcome', 'environment'],
  deployment_entities: ['entity_ref'],
  entity_facts: ['tier'],
};

const PAGE = 5_000;

/** The same for the same records, on any engine. */
export async function checksumOf(database: HarnessDatabase): Promise<string> {
  const knex = database.open('itsm');
  const hash = createHash('sha256');
  try {
    for await (const rows of pagesOf(knex)) {
      for (const row of rows) {
        hash.update(`${COLUMNS.map(name => row[name]).join('\n')}\n`);
      }
    }
    for (const [table, columns] of Object.entries(COUNTED)) {
      const rows: any[] = await knex(table)
        .groupBy(columns)
        .select(columns)
        .count('* as n');
      hash.update(
        `${table}\n${rows
          .map(row => Object.values(row).join(' '))
          .sort()
          .join('\n')}\n`,
      );
    }
  } finally {
    await knex.destroy();
  }
  return hash.digest('hex').slice(0, 16);
}

async function* pagesOf(knex: Knex): AsyncGenerator<any[]> {
  for (let after = ''; ;) {
    const rows = await knex('records')
      .where('id', '>', after)
      .orderBy('id')
      .limit(PAGE)
      .select(COLUMNS);
    if (rows.length === 0) return;
    yield rows;
    after = rows[rows.length - 1].id;
  }
}
