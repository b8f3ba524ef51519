import { until, type BackendProcess, type HarnessDatabase } from 'itsm-harness';
import { invariants } from '../support/invariants';
import { askAll, type Answers } from './askAll';
import { compare, type Comparison } from './compare';
import { INTENDED } from './intended';
import { unknownNames } from './knownNames';
import type { Question } from './questions';
import { startStill } from './startStill';
import { storedNames } from './storedNames';
import { writeEach } from './writeEach';

export interface Upgraded {
  /** A sentence for each; empty is good. */
  faults: string[];
  comparison: Comparison;
  entries: number;
  startMs: number;
}

const shown = (value: unknown) =>
  (JSON.stringify(value) ?? 'nothing').slice(0, 300);

const sentenceOf = ({
  question,
  path,
  before,
  after,
}: Comparison['differences'][number]) =>
  `${question}: ${path} was ${shown(before)} and is ${shown(after)}.`;

const sorted = ({ status, body }: any) => ({
  status,
  body: body.items
    ? {
        ...body,
        items: [...body.items].sort((a: any, b: any) =>
          a.number < b.number ? -1 : 1,
        ),
      }
    : body,
});

const withSortedMatches = (answers: Answers): Answers =>
  Object.fromEntries(
    Object.entries(answers).map(([question, told]) => [
      question,
      /[?&]q=/.test(question) ? told.map(sorted) : told,
    ]),
  );

/** Starts this build on what an earlier one left, and asks it what that one was asked. */
export async function checkUpgraded(o: {
  database: HarnessDatabase;
  /** Epoch milliseconds, as before. */
  at: number;
  questions: readonly Question[];
  before: Answers;
  /** What was wrong before, such as what the bench leaves out. */
  wrongBefore?: readonly string[];
  /** The full text was filled again: then, and on another engine, matches of a search rank otherwise. */
  isTextRefilled?: boolean;
  config?: object;
}): Promise<Upgraded> {
  const begin = Date.now();
  const backend = await startStill(o);
  const startMs = Date.now() - begin;
  try {
    const after = await askAll(backend, o.questions);
    const told = (answers: Answers) =>
      o.isTextRefilled ? withSortedMatches(answers) : answers;
    const comparison = compare(told(o.before), told(after), INTENDED);
    const knex = o.database.open();
    const wrongNow = async () =>
      (await invariants(knex, { told: Infinity })).filter(
        fault => !o.wrongBefore?.includes(fault),
      );
    try {
      const faults = [
        ...comparison.differences.slice(0, 50).map(sentenceOf),
        ...unknownNames(await storedNames(knex)).map(
          name => `Nobody knows '${name}' any more.`,
        ),
        ...(await verify(backend)).faults,
        ...(await wrongNow()),
        ...(await writeEach(backend)),
      ];
      await until(
        async () => !(await knex('reactions').whereNull('dead_at').first()),
        'the outlets',
      );
      const { entries, faults: broken } = await verify(backend);
      faults.push(...broken, ...(await wrongNow()));
      return { faults, comparison, entries, startMs };
    } finally {
      await knex.destroy();
    }
  } finally {
    await backend.stop();
  }
}

async function verify(backend: BackendProcess) {
  const { status, body, text } = await backend.call(
    'POST',
    '/api/itsm/v1/audit/verify',
    {
      body: {},
      timeoutMs: 600_000,
    },
  );
  const isIntact =
    status === 200 && body.intact === true && body.findings.length === 0;
  return {
    entries: Number(body?.entries),
    faults: isIntact ? [] : [`The audit finds: ${text.slice(0, 1_000)}`],
  };
}
