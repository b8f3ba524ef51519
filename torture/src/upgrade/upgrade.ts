import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  seeded,
  until,
  type EarlierBuild,
  type Engine,
  type HarnessDatabase,
} from 'itsm-harness';
import { invariants } from '../support/invariants';
import { askAll, type Answers } from './askAll';
import { checkUpgraded, type Upgraded } from './checkUpgraded';
import { fillEarlier } from './fillEarlier';
import { makeFixture } from './makeFixture';
import type { UpgradeOptions } from './options';
import { questionsOf, type Question } from './questions';
import { startStill } from './startStill';
import { walk } from './walk';

const MIGRATIONS = 'plugins/itsm-backend/migrations';
const DAY = 86_400_000;
/** Time enough for what closes by itself. */
const LATER = 20 * DAY;

/** What an earlier build left and said. */
export interface Recorded {
  database: HarnessDatabase;
  /** When it was asked; epoch milliseconds. */
  at: number;
  questions: Question[];
  before: Answers;
  /** Sentences of `invariants`. */
  wrongBefore: string[];
}

interface Recording extends UpgradeOptions {
  build: EarlierBuild;
  engine: Engine;
  folder: string;
  log(text: string): void;
}

/** The catalog as it was: what records are near to is no matter of an upgrade of records. */
const catalogOf = (root: string) => ({
  catalog: {
    locations: [
      { type: 'file', target: join(root, 'examples/catalog/*.yaml') },
      {
        type: 'file',
        target: join(root, 'examples/org/*.yaml'),
        rules: [{ allow: ['User', 'Group'] }],
      },
    ],
  },
});

/** @throws Error when another build's migrations ran: then nothing would be left to upgrade. */
async function assertIsOf(
  build: EarlierBuild,
  database: HarnessDatabase,
): Promise<void> {
  const knex = database.open();
  const ran: string[] = await knex('knex_migrations').pluck('name');
  await knex.destroy();
  const later = ran.filter(
    name => !existsSync(join(build.root, MIGRATIONS, name)),
  );
  if (later.length > 0) {
    throw new Error(
      `${build.commit} has no ${later}: it ran with parts of another build.`,
    );
  }
}

/** An earlier build fills a database, and is asked all that it knows. */
async function recordEarlier(o: Recording): Promise<Recorded> {
  const database = await fillEarlier(o);
  try {
    await assertIsOf(o.build, database);
    const walked = Date.now();
    await walkEarlier(o, database, walked);
    const at = walked + LATER;
    return { database, at, ...(await askEarlier(o, database, at)) };
  } catch (error) {
    await database.drop();
    throw error;
  }
}

async function walkEarlier(
  { build: { root }, log }: Recording,
  database: HarnessDatabase,
  at: number,
): Promise<void> {
  const config = catalogOf(root);
  const backend = await startStill({ database, at, root, config });
  try {
    const tried = await walk(backend, at, { rounds: 5, steps: 300 });
    log(`${tried.size} actions were tried besides`);
  } finally {
    await backend.stop();
  }
}

async function askEarlier(
  { build: { root }, log, sample }: Recording,
  database: HarnessDatabase,
  at: number,
): Promise<Pick<Recorded, 'questions' | 'before' | 'wrongBefore'>> {
  const config = catalogOf(root);
  const backend = await startStill({ database, at, root, config });
  const knex = database.open();
  try {
    const isDone = async () =>
      !(await knex('timers').where('due_at', '<=', at).first()) &&
      !(await knex('reactions').whereNull('dead_at').first());
    await until(isDone, 'what is due');
    const questions = await questionsOf(knex, seeded(1), sample);
    log(`${questions.length} questions are asked`);
    const before = await askAll(backend, questions);
    const wrongBefore = await invariants(knex, { told: Infinity });
    return { questions, before, wrongBefore };
  } finally {
    await knex.destroy();
    await backend.stop();
  }
}

/** Upgrades on one engine; everything that was made for it is gone afterwards. */
export async function upgradeFrom(
  o: Omit<Recording, 'folder'>,
): Promise<Upgraded> {
  return withRecorded(o, recorded => {
    o.log('this build starts on it');
    const config = catalogOf(o.build.root);
    return checkUpgraded({ ...recorded, config });
  });
}

/** Makes what the tests upgrade; answers how many bytes that are. */
export const remakeFixture = (o: Omit<Recording, 'folder'>): Promise<number> =>
  withRecorded(o, recorded => makeFixture(recorded, o.build.commit));

async function withRecorded<T>(
  o: Omit<Recording, 'folder'>,
  work: (recorded: Recorded) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'itsm-upgrade-'));
  let recorded: Recorded | undefined;
  try {
    recorded = await recordEarlier({ ...o, folder });
    return await work(recorded);
  } finally {
    await recorded?.database.drop();
    rmSync(folder, { recursive: true, force: true });
  }
}
