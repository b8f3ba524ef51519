import { join } from 'node:path';
import type { HarnessDatabase } from 'itsm-harness';
import { PostgresWriter } from './PostgresWriter';
import { SqliteThread } from './SqliteThread';
import type { Writer } from './Writer';

/** Lets `work` write to the tables of one plugin. Nobody else may use the database meanwhile. */
export async function withWriter(
  database: HarnessDatabase,
  pluginId: string,
  work: (writer: Writer) => Promise<void>,
): Promise<void> {
  const { connection } = database.config as any;
  const writer =
    database.engine === 'sqlite'
      ? new SqliteThread(join(connection.directory, `${pluginId}.sqlite`))
      : new PostgresWriter(connection, pluginId);
  try {
    await writer.begin();
    await work(writer);
    await writer.end();
  } finally {
    await writer.close();
  }
}
