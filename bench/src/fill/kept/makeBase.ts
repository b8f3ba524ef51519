import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, startBackend, until, type HarnessDatabase } from 'itsm-harness';
import { catalogBatches } from '../catalog/catalogBatches';
import { Catalog } from '../catalog/nodes';
import type { Progress } from '../progress';
import type { World } from '../world/landscape';
import { openSqlite } from '../write/openSqlite';
import { writeAll } from '../write/writeAll';
import { writerFor } from '../write/writerFor';

const BATCH = 2_000;

/**
 * Makes what databases of all sizes begin with: the tables of every plugin, the demo's people, and
 * the catalog of the landscape.
 */
export async function makeBase(
  database: HarnessDatabase,
  world: World,
  progress: Progress,
): Promise<void> {
  await startOnce(database);
  const catalog = new Catalog(world);
  const writer = writerFor(database, 'catalog');
  await writer.begin();
  await writeAll(writer, catalogBatches(catalog, BATCH), ({ entities }) => {
    if (entities) progress.at('entities', entities, catalog.nodes.length);
  });
  await writer.end();
  await writer.close();
}

/** A backend makes its tables and reads the demo's catalog. */
async function startOnce(database: HarnessDatabase): Promise<void> {
  const backend = await startBackend({ database });
  const examples = join(ROOT, 'examples');
  const documents = readdirSync(examples)
    .map(file => readFileSync(join(examples, file), 'utf8'))
    .join('\n')
    .match(/^apiVersion:/gm)!.length;
  await until(async () => {
    const { body } = await backend.call(
      'GET',
      '/api/catalog/entities/by-query?limit=0&filter=kind=component,kind=user,kind=group,kind=system,kind=domain,kind=api,kind=resource',
    );
    return body.totalItems >= documents;
  }, 'the catalog to know the demo');
  await backend.stop();
  if (database.engine === 'sqlite') foldLogs(database);
}

/** A copy of a file must not miss what is in the log beside it. */
function foldLogs(database: HarnessDatabase): void {
  const { directory } = (database.config as any).connection;
  for (const file of readdirSync(directory)) {
    if (!file.endsWith('.sqlite')) continue;
    const opened = openSqlite(join(directory, file));
    opened.pragma('wal_checkpoint(truncate)');
    opened.close();
  }
}
