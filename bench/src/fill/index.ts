import { join } from 'node:path';
import { ROOT, type Engine, type HarnessDatabase } from 'itsm-harness';
import { keepFilled } from './kept/keepFilled';
import { marksOf } from './kept/marks';
import { printProgress } from './progress';
import { QUERY_WORDS } from './words';
import { LANDSCAPE } from './world/landscape';

/** How many records a database holds. */
export type Size = 10_000 | 100_000 | 1_000_000;

/** What scenarios need to know of a filled database. */
export interface Filled {
  engine: Engine;
  size: Size;
  database: HarnessDatabase;
  /** The same seed and size make the same checksum on both engines. */
  checksum: string;
  /** How long the fill took; 0 when it was there. */
  seconds: number;
  /**
   * Entities whose incidents are counted exactly: 1, 1,000 and 100,000. The last is absent where
   * the database is too small for it.
   */
  entities: { one: string; thousand: string; hundredThousand?: string };
  /**
   * Full-text queries: a word in about ten records, a word in 40 % of them, and three words that
   * match 0.1 to 0.5 % together.
   */
  words: { rare: string; common: string; three: string };
}

/** Git ignores it. */
const FOLDER = join(ROOT, 'data', 'bench');

/**
 * Finds the filled database again, or makes it. Its name carries the version of the generator and
 * of the schema, so that a change of either makes a new one, and the old ones are dropped.
 */
export async function ensureFilled(
  engine: Engine,
  size: Size,
): Promise<Filled> {
  const { database, checksum, seconds, counted } = await keepFilled({
    engine,
    size,
    folder: FOLDER,
    prefix: engine === 'sqlite' ? 'sqlite' : 'itsm_bench',
    landscape: LANDSCAPE,
    progress: printProgress(`${engine} ${size}`),
  });
  const { one, thousand, hundredThousand } = counted;
  return {
    engine,
    size,
    database,
    checksum,
    seconds,
    entities: { one: one!, thousand: thousand!, hundredThousand },
    words: QUERY_WORDS,
  };
}

/** Of the names of databases that scenarios write to. */
export const COPY_PREFIX = 'itsm_bench_work_';

/** Drops the copies that a run which was killed could not drop. */
export async function dropCopies(engine: Engine): Promise<void> {
  const marks = marksOf(engine, FOLDER);
  for (const name of await marks.names(COPY_PREFIX)) await marks.drop(name);
}
