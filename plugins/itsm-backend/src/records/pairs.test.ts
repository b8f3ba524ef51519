import { TestDatabases } from '@backstage/backend-test-utils';
import { databaseIds } from '../__testUtils__/databases';
import { migrationsDirectory } from '../database/database';
import { anyPair } from './__testUtils__/anyPair';
import { pairRunner } from './__testUtils__/pairRunner';

const databases = TestDatabases.create({ ids: databaseIds });
/** More by hand: ITSM_PAIRS=50000 npm test -- --only=tests -- pairs.test */
const PAIRS = Number(process.env.ITSM_PAIRS ?? 2_000);
/** What is tried by hand may take as long as it needs. */
const LIMIT_MS = Math.max(900_000, PAIRS * 200);
/** At once, so that the database has something to do. */
const WORKERS = 4;

/** Mulberry32: the same pairs each time, for a seed that a failure names. */
function randomOf(seed: number) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe.each(databaseIds)('two steps at once, %s', id => {
  it(
    `end as if one had come after the other (${PAIRS} pairs)`,
    async () => {
      const knex = await databases.init(id);
      await knex.migrate.latest({ directory: migrationsDirectory() });
      const { check } = await pairRunner(knex);
      const violations: string[] = [];
      let next = 0;
      const work = async () => {
        while (next < PAIRS) {
          const seed = (next += 1);
          const fault = await check(anyPair(randomOf(seed)));
          if (fault) violations.push(`seed ${seed}: ${fault}`);
        }
      };
      await Promise.all(Array.from({ length: WORKERS }, work));
      expect(violations.slice(0, 5)).toEqual([]);
    },
    LIMIT_MS,
  );
});
