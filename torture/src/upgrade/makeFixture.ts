import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { dump } from './dump';
import { FIXTURE, writeFixture } from './fixture';
import { storedNames } from './storedNames';
import type { Recorded } from './upgrade';

/** Keeps what an earlier build left and said, for upgradedFixture.test.ts; answers how many bytes that are. */
export async function makeFixture(
  { database, at, questions, before }: Recorded,
  commit: string,
): Promise<number> {
  const knex = database.open();
  try {
    const left = await dump(knex);
    mkdirSync(dirname(FIXTURE), { recursive: true });
    const names = JSON.stringify(await storedNames(knex), null, 2);
    writeFileSync(join(dirname(FIXTURE), 'names.json'), `${names}\n`);
    return writeFixture({ commit, at, ...left, questions, answers: before });
  } finally {
    await knex.destroy();
  }
}
