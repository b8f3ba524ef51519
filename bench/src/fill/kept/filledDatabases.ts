import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT, type Engine } from 'itsm-harness';
import type { Filled, FilledDatabases, Size } from '../Filled';
import { printProgress } from '../progress';
import { QUERY_WORDS } from '../words';
import { LANDSCAPE, SMALL_LANDSCAPE, type Landscape } from '../world/landscape';
import { keepFilled } from './keepFilled';
import { marksOf } from './marks';

/** Git ignores it. */
const FOLDER = join(ROOT, 'data', 'bench');

/** Names and places of filled databases. */
interface Place {
  /** Where SQLite's files are. */
  folder: string;
  landscape: Landscape;
  /** Of the names of databases. */
  prefix(engine: Engine): string;
  /** Of the names of databases that scenarios write to. */
  copyPrefix: string;
}

/**
 * Databases that outlive the run, for it takes hours to fill them. Their names carry the version of
 * the generator, so that a change of it makes new ones, and the old ones are dropped.
 */
export function keptDatabases(): FilledDatabases {
  const place: Place = {
    folder: FOLDER,
    landscape: LANDSCAPE,
    prefix: engine => (engine === 'sqlite' ? 'sqlite' : 'itsm_bench'),
    copyPrefix: 'itsm_bench_work_',
  };
  return {
    find: (engine, size) => findIn(place, engine, size),
    dropCopies: engine => dropIn(place, engine, place.copyPrefix),
    close: async () => {},
  };
}

/** Small databases that are made for this run and gone after it. */
export function passingDatabases(): FilledDatabases {
  const folder = mkdtempSync(join(tmpdir(), 'itsm-bench-fill-'));
  const forget = () => rmSync(folder, { recursive: true, force: true });
  // Also when the run is ended by a signal
  process.once('exit', forget);
  const prefix = `itsm_smoke_${process.pid}`;
  const place: Place = {
    folder,
    landscape: SMALL_LANDSCAPE,
    prefix: () => prefix,
    copyPrefix: `${prefix}_work_`,
  };
  const used = new Set<Engine>();
  return {
    find: (engine, size) => {
      used.add(engine);
      return findIn(place, engine, size);
    },
    dropCopies: engine => dropIn(place, engine, place.copyPrefix),
    close: async () => {
      for (const engine of used) await dropIn(place, engine, prefix);
      process.removeListener('exit', forget);
      forget();
    },
  };
}

async function findIn(
  { folder, landscape, prefix, copyPrefix }: Place,
  engine: Engine,
  size: Size,
): Promise<Filled> {
  const { database, checksum, seconds, counted } = await keepFilled({
    engine,
    size,
    folder,
    prefix: prefix(engine),
    landscape,
    progress: printProgress(`${engine} ${size}`),
  });
  const { one, thousand, hundredThousand } = counted;
  return {
    engine,
    size,
    copy: () => database.copy(`${copyPrefix}${size}`),
    checksum,
    seconds,
    entities: { one: one!, thousand: thousand!, hundredThousand },
    words: QUERY_WORDS,
  };
}

async function dropIn(
  { folder }: Place,
  engine: Engine,
  prefix: string,
): Promise<void> {
  const marks = marksOf(engine, folder);
  for (const name of await marks.names(prefix)) await marks.drop(name);
}
