import type { Engine, HarnessDatabase } from 'itsm-harness';

/** How many records a database holds; the two smallest are for a smoke. */
export type Size = 1_400 | 2_000 | 10_000 | 100_000 | 1_000_000;

/** What scenarios need to know of a filled database. */
export interface Filled {
  engine: Engine;
  size: Size;
  /** The same again, for scenarios to write to. */
  copy(): Promise<HarnessDatabase>;
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

/** Where the filled databases of a run come from. */
export interface FilledDatabases {
  /** Finds the filled database again, or makes it. */
  find(engine: Engine, size: Size): Promise<Filled>;
  /** Drops the copies that a run which was killed could not drop. */
  dropCopies(engine: Engine): Promise<void>;
  /** Drops what no later run is to find. */
  close(): Promise<void>;
}
