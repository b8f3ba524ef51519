import { ConfigReader } from '@backstage/config';
import { TestDatabases } from '@backstage/backend-test-utils';
import { createGithubSource } from 'backstage-plugin-itsm-backend-module-github';
import { databaseIds } from '../__testUtils__/databases';
import {
  GithubRun,
  type GithubDelivery,
} from '../inbox/__testUtils__/githubDeliveries';
import { NOON, SECRET, startInbox } from '../inbox/__testUtils__/startInbox';

const databases = TestDatabases.create({ ids: databaseIds });
const MINUTE = 60_000;

const github = createGithubSource(new ConfigReader({}));

/** What a delivery says of deployments. */
const reportsIn = ({ event, body }: GithubDelivery) =>
  github.parse({
    headers: { 'x-github-event': event },
    body: Buffer.from(body),
    receivedAt: NOON,
  }).deployments ?? [];

describe.each(databaseIds)('repair of missed webhooks on %s', id => {
  it('files what is missing once, as the webhook would have', async () => {
    const run = new GithubRun({ runId: 9 });
    const told = [
      run.status(91, 'in_progress', NOON - 5 * MINUTE),
      run.status(91, 'success', NOON - MINUTE),
    ].flatMap(reportsIn);
    const asked: any[] = [];
    const inbox = await startInbox(await databases.init(id), {
      sources: [
        {
          ...github,
          reconcile: async o => {
            asked.push(o);
            if (o.repository === 'acme/away') throw new Error('502');
            return told;
          },
        },
      ],
      itsm: {
        hooks: {
          github: {
            source: 'github',
            secrets: [SECRET],
            reconcile: ['acme/away', 'acme/checkout'],
          },
        },
      },
    });
    expect(await inbox.reconciler.run()).toBe(2);
    expect(asked.map(o => [o.repository, NOON - o.since])).toEqual([
      ['acme/away', 3 * 86_400_000],
      ['acme/checkout', 3 * 86_400_000],
    ]);
    const [change] = await inbox.changes();
    expect(change).toMatchObject({
      state: 'review',
      openedBy: 'service:github',
      data: { actualStart: NOON - 5 * MINUTE, actualEnd: NOON - MINUTE },
    });
    const entries = await inbox.knex('entries');
    expect(await inbox.reconciler.run()).toBe(0);
    await inbox.sweep();
    expect(await inbox.knex('entries')).toHaveLength(entries.length);
  });

  it('files the others although one can not be filed', async () => {
    const run = new GithubRun({ runId: 9 });
    const told = [
      run.status(91, 'in_progress', NOON - 5 * MINUTE),
      run.status(91, 'success', NOON - MINUTE),
    ].flatMap(reportsIn);
    const inbox = await startInbox(await databases.init(id), {
      sources: [{ ...github, reconcile: async () => told }],
      itsm: {
        hooks: {
          github: {
            source: 'github',
            secrets: [SECRET],
            reconcile: ['acme/checkout'],
          },
        },
      },
    });
    const { report } = inbox.deployments;
    let isFirst = true;
    inbox.deployments.report = async (...args) => {
      if (isFirst) {
        isFirst = false;
        throw new Error('It can not be filed');
      }
      return report.apply(inbox.deployments, args);
    };
    expect(await inbox.reconciler.run()).toBe(1);
    expect(await inbox.changes()).toMatchObject([{ state: 'review' }]);
  });

  it('believes times as old as what it asks for, and takes older ones for one time only', async () => {
    const run = new GithubRun({ runId: 9 });
    const DAY = 24 * 60 * MINUTE;
    const told = [
      run.status(91, 'in_progress', NOON - 9 * DAY),
      run.status(91, 'success', NOON - 2 * DAY),
    ].flatMap(reportsIn);
    const inbox = await startInbox(await databases.init(id), {
      sources: [{ ...github, reconcile: async () => told }],
      itsm: {
        hooks: {
          github: {
            source: 'github',
            secrets: [SECRET],
            reconcile: ['acme/checkout'],
          },
        },
      },
    });
    expect(await inbox.reconciler.run()).toBe(2);
    inbox.clock.now += 15 * MINUTE;
    expect(await inbox.reconciler.run()).toBe(0);
    const [{ children }] = await inbox.knex('deployments');
    expect(JSON.parse(children)).toMatchObject([
      {
        state: 'success',
        at: NOON - 2 * DAY,
        implausible: [{ state: 'in_progress', at: NOON }],
      },
    ]);
  });
});
