import { ConfigReader } from '@backstage/config';
import { TestDatabases } from '@backstage/backend-test-utils';
import { createGithubSource } from 'backstage-plugin-itsm-backend-module-github';
import type { DeploymentSource } from 'backstage-plugin-itsm-node';
import fc from 'fast-check';
import request from 'supertest';
import { databaseIds } from '../__testUtils__/databases';
import { GithubRun, githubHeaders } from './__testUtils__/githubDeliveries';
import { hex, NOON, SECRET, startInbox } from './__testUtils__/startInbox';

const databases = TestDatabases.create({ ids: databaseIds });
const github = createGithubSource(new ConfigReader({}));

const run = new GithubRun({ runId: 7 });
const GITHUB = [
  run.deployment(70, NOON),
  run.status(70, 'success', NOON),
  run.completed('success', NOON),
];
const GENERIC = {
  repository: 'acme/checkout',
  runId: '100',
  job: 'deploy',
  attempt: 1,
  environment: 'production',
  state: 'in_progress',
  revision: 'a',
  at: '2026-11-22T11:59:00Z',
  runUrl: 'https://ci.example/1',
  deployer: 'eddie',
  description: 'x',
};

const pathsOf = (value: unknown, path: string[] = []): string[][] =>
  value !== null && typeof value === 'object'
    ? [
        path,
        ...Object.entries(value).flatMap(([key, each]) =>
          pathsOf(each, [...path, key]),
        ),
      ]
    : [path];

function replaced(value: any, [key, ...rest]: string[], by: unknown): any {
  if (key === undefined) return by;
  const copy = Array.isArray(value) ? [...value] : { ...value };
  copy[key] = replaced(copy[key], rest, by);
  return copy;
}

/** What senders put where something else belongs. */
const odd = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom<any>(
    '',
    ' ',
    'x'.repeat(400),
    '😀'.repeat(400),
    'İ'.repeat(299),
    'a\u0000\u007f\ud800b',
    'constructor',
    '__proto__',
    '2026-02-31T00:00:00Z',
    '+275760-09-13T00:00:00Z',
    'http://[',
    -1,
    0,
    1e308,
    null,
    [],
    {},
  ),
);

/** A payload with one to three of its parts replaced. */
const wrong = (payload: object) =>
  fc
    .array(fc.tuple(fc.constantFrom(...pathsOf(payload)), odd), {
      minLength: 1,
      maxLength: 3,
    })
    .map(changes =>
      changes.reduce<any>(
        (value, [path, by]) => replaced(value, path, by),
        payload,
      ),
    );

const deliveries = fc.oneof(
  ...GITHUB.map(({ event, body }) =>
    fc
      .oneof({ weight: 4, arbitrary: wrong(JSON.parse(body)) }, fc.jsonValue())
      .map(payload => ({ hook: 'github', event, payload })),
  ),
  fc
    .oneof({ weight: 4, arbitrary: wrong(GENERIC) }, fc.jsonValue())
    .map(payload => ({ hook: 'shop', event: '', payload })),
);

describe.each(databaseIds)('signed JSON of any shape, %s', id => {
  const start = async (source: DeploymentSource) => {
    const inbox = await startInbox(await databases.init(id), {
      sources: [source],
    });
    let sent = 0;
    const send = async (hook: string, event: string, payload: unknown) => {
      const body = JSON.stringify(payload);
      sent += 1;
      const { status, body: answer } = await request(inbox.app)
        .post(`/hooks/${hook}`)
        .set(githubHeaders({ id: `id-${sent}`, event, body }, SECRET))
        .set('x-itsm-signature-256', `sha256=${hex(body)}`)
        .send(body);
      await inbox.worker.idle();
      return { status, answer };
    };
    return { inbox, send };
  };

  it('is worked off, ignored or refused at once: nothing is retried or dead', async () => {
    const { inbox, send } = await start(github);
    await fc.assert(
      fc.asyncProperty(deliveries, async ({ hook, event, payload }) => {
        const { status } = await send(hook, event, payload);
        expect([202, 400]).toContain(status);
        const left = await inbox
          .knex('deliveries')
          .whereNotIn('status', ['processed', 'ignored'])
          .select('status', 'reason');
        expect(left).toEqual([]);
      }),
      { numRuns: id === 'SQLITE_3' ? 150 : 60 },
    );
  });

  it.each([
    [0, { deployment: {} }, 'invalid shape, field repository: '],
    [1, { deployment: { sha: 7 } }, 'invalid shape, field deployment.sha: '],
    [
      2,
      { workflow_run: { run_attempt: 10_001 } },
      'invalid shape, field attempt: ',
    ],
    [
      0,
      { repository: { full_name: 'a/'.repeat(200) } },
      'invalid shape, field repository: ',
    ],
  ])('is kept as ignored and names the field, %# %j', async (n, over, why) => {
    const { inbox, send } = await start(github);
    const { event, body } = GITHUB[n];
    const payload = JSON.parse(body);
    const isAlone = 'deployment' in over && !Object.keys(over.deployment!)[0];
    const sent: any = isAlone ? over : payload;
    for (const [key, value] of Object.entries(isAlone ? {} : over)) {
      sent[key] = { ...payload[key], ...(value as object) };
    }
    const { status, answer } = await send('github', event, sent);
    expect(status).toBe(202);
    expect(answer.ignored).toContain(why);
    const [row] = await inbox.knex('deliveries');
    expect(row).toMatchObject({
      status: 'ignored',
      reason: answer.ignored,
      next_attempt_at: null,
    });
  });

  it('is ignored once when a source fails over it or makes nonsense of it', async () => {
    for (const parse of [
      () => {
        throw new TypeError('a fault of the source');
      },
      () => undefined as any,
      () => ({ deployments: [{ environment: 7 }] }) as any,
      () => ({ completions: [{ runId: '1' }] }) as any,
    ]) {
      const { inbox, send } = await start({ ...github, parse });
      const { status, answer } = await send('github', 'deployment', {});
      expect([status, answer.ignored]).toEqual([
        202,
        expect.stringMatching(/^(invalid shape|not understood)/),
      ]);
      expect(await inbox.store.oldestWaiting()).toBeUndefined();
    }
  });
});
