import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, startBackend, until, type HarnessDatabase } from 'itsm-harness';
import { catalogBatches, THEN } from '../catalog/catalogBatches';
import { Catalog } from '../catalog/nodes';
import type { Progress } from '../progress';
import type { World } from '../world/landscape';
import { openSqlite } from '../write/openSqlite';
import { writeAll } from '../write/writeAll';
import { withWriter } from '../write/withWriter';

const BATCH = 2_000;

/**
 * Makes what databases of all sizes begin with: the tables of every plugin, the demo's people, and
 * the catalog of the landscape.
 *
 * @param database - as a backend has left it
 */
export async function makeBase(
  database: HarnessDatabase,
  world: World,
  progress: Progress,
): Promise<void> {
  await readDemo(database);
  const catalog = new Catalog(world);
  await withWriter(database, 'catalog', async writer => {
    await writeAll(writer, catalogBatches(catalog, BATCH), ({ entities }) => {
      if (entities) progress.at('entities', entities, catalog.nodes.length);
    });
  });
  await askToStitch(database, catalog.outside);
  if (database.engine === 'sqlite') foldLogs(database);
}

/** Entities of the demo have new relations: the catalog's stitcher puts those into them. */
async function askToStitch(
  database: HarnessDatabase,
  refs: string[],
): Promise<void> {
  const knex = database.open('catalog');
  await knex('stitch_queue')
    .insert(
      refs.map(ref => ({
        entity_ref: ref,
        stitch_ticket: 'bench',
        next_stitch_at: THEN,
      })),
    )
    .onConflict('entity_ref')
    .ignore();
  await knex.destroy();
}

/** Entities of the demo, each a document of a file. */
function countDocuments(): number {
  const examples = join(ROOT, 'examples');
  return readdirSync(examples, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.yaml'))
    .map(file => readFileSync(join(examples, file), 'utf8'))
    .join('\n')
    .match(/^apiVersion:/gm)!.length;
}

/** A backend reads the demo's catalog to its end, unless one did before. */
async function readDemo(database: HarnessDatabase): Promise<void> {
  const documents = countDocuments();
  const isRead = async () => {
    const knex = database.open('catalog');
    try {
      const row = await knex('final_entities')
        .whereNotNull('final_entity')
        .whereNot('entity_ref', 'like', 'location:%')
        .count({ entities: '*' })
        .first();
      return Number(row!.entities) >= documents;
    } finally {
      await knex.destroy();
    }
  };
  if (await isRead()) return;
  const backend = await startBackend({ database });
  await until(isRead, 'the catalog to know the demo');
  await backend.stop();
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
