import { join } from 'node:path';
import type { HarnessDatabase } from 'itsm-harness';
import { PostgresWriter } from './PostgresWriter';
import { SqliteThread } from './SqliteThread';
import type { Writer } from './Writer';

/** A writer to the tables of one plugin. Nobody else may use the database meanwhile. */
export function writerFor(database: HarnessDatabase, pluginId: string): Writer {
  const { connection } = database.config as any;
  return database.engine === 'sqlite'
    ? new SqliteThread(join(connection.directory, `${pluginId}.sqlite`))
    : new PostgresWriter(connection, pluginId);
}
