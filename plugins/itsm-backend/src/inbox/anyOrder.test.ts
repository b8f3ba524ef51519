import { ConfigReader } from '@backstage/config';
import { TestDatabases } from '@backstage/backend-test-utils';
import { createGithubSource } from 'backstage-plugin-itsm-backend-module-github';
import fc from 'fast-check';
import { databaseIds } from '../__testUtils__/databases';
import {
  GithubRun,
  githubHeaders,
  type GithubDelivery,
} from './__testUtils__/githubDeliveries';
import {
  NOON,
  QUIET_MS,
  startInbox,
  type TestInbox,
} from './__testUtils__/startInbox';

const databases = TestDatabases.create({ ids: databaseIds });
const MINUTE = 60_000;
const source = createGithubSource(new ConfigReader({}));

type JobEnd = 'success' | 'failure' | 'lost';

/** A failing run is told as a list of deliveries, without their bodies. */
const named = (deliveries: GithubDelivery[]) =>
  deliveries.map(d =>
    Object.defineProperty({ ...d }, 'body', {
      value: d.body,
      enumerable: false,
    }),
  );

/** Everything GitHub sends of a run with matrix jobs, whose failed jobs may run again. */
function deliveriesOf(
  runId: number,
  jobs: { first: JobEnd; second?: JobEnd }[],
): GithubDelivery[] {
  const run = new GithubRun({ runId });
  const sent: GithubDelivery[] = [];
  const again = jobs.some(job => job.second);
  jobs.forEach(({ first, second }, index) => {
    const attempts = [first, ...(second ? [second] : [])];
    attempts.forEach((end, round) => {
      const native = runId * 100 + index * 10 + round;
      const began = NOON + (round * 30 + index) * MINUTE;
      const as = { attempt: round + 1, job: `deploy (${index})` };
      sent.push(run.deployment(native, began, round + 1));
      sent.push(run.status(native, 'in_progress', began + MINUTE, as));
      if (end !== 'lost') {
        sent.push(run.status(native, end, began + 10 * MINUTE, as));
        sent.push(run.status(native, 'inactive', began + 11 * MINUTE, as));
      }
    });
  });
  sent.push(run.completed('failure', NOON + 20 * MINUTE, 1));
  if (again) sent.push(run.completed('success', NOON + 50 * MINUTE, 2));
  return sent;
}

async function receive(inbox: TestInbox, { id, event, body }: GithubDelivery) {
  const headers = githubHeaders({ id, event, body });
  const parsed = source.parse({
    headers,
    body: Buffer.from(body),
    receivedAt: inbox.clock.now,
  });
  const { isNew, delivery } = await inbox.store.add(
    {
      instance: 'github',
      key: id,
      event,
      headers,
      body: Buffer.from(body),
      receivedAt: inbox.clock.now,
      ignored: 'ignored' in parsed ? parsed.ignored : undefined,
    },
    inbox.worker.claim(),
  );
  if (!isNew || delivery.status !== 'received') return;
  inbox.worker.start({ ...delivery, headers, body: Buffer.from(body) });
}

/** What must not depend on the order. */
async function stateOf(inbox: TestInbox) {
  return {
    changes: (await inbox.changes()).map(
      ({ state, title, requester, data }) => ({
        state,
        title,
        requester,
        data: { ...data, deploymentId: undefined },
      }),
    ),
    deployments: (await inbox.knex('deployments')).map(row => ({
      ...row,
      id: undefined,
      record_id: undefined,
      created_at: undefined,
      children: JSON.parse(row.children),
    })),
    timers: await inbox.knex('timers').select('name'),
    failed: await inbox
      .knex('deliveries')
      .whereIn('status', ['received', 'dead']),
  };
}

async function clear(inbox: TestInbox) {
  for (const table of [
    'deployment_entities',
    'deployment_runs',
    'deployments',
    'deliveries',
    'links',
    'principals',
    'timers',
    'entries',
    'record_text',
    'record_words',
    'records',
  ]) {
    await inbox.knex(table).delete();
  }
  // Whatever the order of arrival, nothing arrives before it happened.
  inbox.clock.now = NOON + 60 * MINUTE;
}

describe.each(databaseIds)('deliveries in any order on %s', id => {
  it('end as they would in order', async () => {
    const inbox = await startInbox(await databases.init(id), {
      sources: [source],
    });
    const job = fc.record({
      first: fc.constantFrom<JobEnd>('success', 'failure', 'lost'),
      second: fc.option(fc.constantFrom<JobEnd>('success', 'failure'), {
        nil: undefined,
      }),
    });
    const scenario = fc
      .array(job, { minLength: 1, maxLength: 3 })
      .map(jobs => named(deliveriesOf(7, jobs)))
      .chain(sent =>
        fc.tuple(
          fc.constant(sent),
          fc.shuffledSubarray(sent, { minLength: sent.length }),
          fc.subarray(sent),
          fc.boolean(),
        ),
      );
    await fc.assert(
      fc.asyncProperty(
        scenario,
        async ([sent, shuffled, repeated, inParallel]) => {
          await clear(inbox);
          for (const delivery of sent) {
            await receive(inbox, delivery);
            await inbox.worker.idle();
          }
          await inbox.passTime(QUIET_MS * 2);
          const expected = await stateOf(inbox);
          expect(expected.failed).toEqual([]);
          expect(expected.changes).toHaveLength(1);
          expect(expected.changes[0].state).toBe('closed');

          await clear(inbox);
          for (const delivery of [...shuffled, ...repeated]) {
            await receive(inbox, delivery);
            if (!inParallel) await inbox.worker.idle();
          }
          await inbox.worker.idle();
          await inbox.passTime(QUIET_MS * 2);
          expect(await stateOf(inbox)).toEqual(expected);
        },
      ),
      { numRuns: id === 'SQLITE_3' ? 100 : 15 },
    );
  });
});
