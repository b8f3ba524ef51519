import { readdirSync } from 'node:fs';
import type { HarnessDatabase } from 'itsm-harness';
import type { Knex } from 'knex';

/** Everything that one column holds. */
export interface Column {
  /** `plugin.table.column` */
  name: string;
  text: string;
}

function pluginsOf(database: HarnessDatabase, knex: Knex): Promise<string[]> {
  if (database.engine === 'sqlite') {
    const { directory } = (database.config as any).connection;
    return Promise.resolve(
      readdirSync(directory)
        .filter(file => file.endsWith('.sqlite'))
        .map(file => file.slice(0, -'.sqlite'.length)),
    );
  }
  return knex('information_schema.tables')
    .whereNotIn('table_schema', ['pg_catalog', 'information_schema'])
    .distinct('table_schema as name')
    .then(rows => rows.map((row: any) => row.name));
}

const tablesOf = (database: HarnessDatabase, knex: Knex, plugin: string) =>
  database.engine === 'sqlite'
    ? knex('sqlite_master')
        .where({ type: 'table' })
        // The inner tables of a full text index hold what the index itself answers
        .whereNot('name', 'like', 'sqlite_%')
        .pluck('name')
    : knex('information_schema.tables')
        .where({ table_schema: plugin, table_type: 'BASE TABLE' })
        .pluck('table_name');

const asText = (value: unknown) =>
  Buffer.isBuffer(value) ? value.toString('latin1') : JSON.stringify(value);

/** Every column of every table of every plugin, bytes included. */
export async function dump(database: HarnessDatabase): Promise<Column[]> {
  const first = database.open();
  const plugins = await pluginsOf(database, first);
  await first.destroy();
  const columns: Column[] = [];
  for (const plugin of plugins) {
    const knex = database.open(plugin);
    try {
      for (const table of await tablesOf(database, knex, plugin)) {
        const rows: any[] = await knex(table).select();
        for (const column of Object.keys(rows[0] ?? {})) {
          columns.push({
            name: `${plugin}.${table}.${column}`,
            text: rows.map(row => asText(row[column])).join('\n'),
          });
        }
      }
    } finally {
      await knex.destroy();
    }
  }
  return columns;
}
