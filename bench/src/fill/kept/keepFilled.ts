import { join } from 'node:path';
import {
  keepDatabase,
  preparedDatabase,
  ROOT,
  type Engine,
  type HarnessDatabase,
} from 'itsm-harness';
import { checksumOf } from '../checksum';
import { fillRecords } from '../fillRecords';
import { countedOf, type Counted } from '../life/Plan';
import type { Progress } from '../progress';
import { World, type Landscape } from '../world/landscape';
import { makeBase } from './makeBase';
import { marksOf, type Marks } from './marks';
import { version } from './version';

const MIGRATIONS = join(ROOT, 'plugins', 'itsm-backend', 'migrations');

export interface KeepOptions {
  engine: Engine;
  size: number;
  /** Where SQLite's files are. */
  folder: string;
  /** Of the names of databases. */
  prefix: string;
  landscape: Landscape;
  progress: Progress;
}

/** A filled database, and what was noted when it was made. */
export interface Kept {
  database: HarnessDatabase;
  checksum: string;
  /** 0 when it was there. */
  seconds: number;
  counted: Counted;
}

/** Finds a filled database by its name or makes it; drops those of other versions. */
export async function keepFilled(o: KeepOptions): Promise<Kept> {
  const marks = marksOf(o.engine, o.folder);
  const counted = countedOf(o.size);
  const baseName = `${o.prefix}_base_${version()}`;
  const name = `${o.prefix}_filled_${o.size}_${version()}`;
  const open = () => keepDatabase(o.engine, name, o.folder);

  const note = await marks.read(name);
  if (note) {
    const database = await open();
    await upgrade(database);
    return {
      database,
      checksum: note.checksum,
      seconds: 0,
      counted,
    };
  }
  await dropOld(marks, o.prefix);
  const start = Date.now();
  const world = new World(o.landscape);
  const base = await keepBase(o, marks, baseName, world);
  o.progress.say('copying the base');
  const database = await base.copy(name);
  // The base may be older than the tables are now
  await upgrade(database);
  await fillRecords(database, o.size, world, o.progress);
  o.progress.say('checksum');
  const checksum = await checksumOf(database);
  const seconds = Math.round((Date.now() - start) / 1_000);
  await marks.write(name, { checksum, seconds });
  o.progress.say(`filled, checksum ${checksum}`);
  return { database, checksum, seconds, counted };
}

/** As a backend would at its start; done here, not once for each copy. */
async function upgrade(database: HarnessDatabase): Promise<void> {
  const knex = database.open();
  try {
    const [, applied] = await knex.migrate.latest({ directory: MIGRATIONS });
    // A new index has no statistics, and a database that is filled now would have them
    if (applied.length > 0) await knex.raw('analyze');
  } finally {
    await knex.destroy();
  }
}

async function keepBase(
  o: KeepOptions,
  marks: Marks,
  name: string,
  world: World,
): Promise<HarnessDatabase> {
  if (!(await marks.read(name))) {
    await marks.drop(name);
    o.progress.say('making the base');
    const prepared = await preparedDatabase(o.engine);
    const base = await prepared.copy(name, o.folder);
    await prepared.drop();
    await makeBase(base, world, o.progress);
    await marks.write(name, {});
  }
  return keepDatabase(o.engine, name, o.folder);
}

/** What other versions of the generator made. */
async function dropOld(marks: Marks, prefix: string): Promise<void> {
  for (const part of ['base', 'filled']) {
    for (const name of await marks.names(`${prefix}_${part}_`)) {
      if (!name.endsWith(`_${version()}`)) await marks.drop(name);
    }
  }
}
