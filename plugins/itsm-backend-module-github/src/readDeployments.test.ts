import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConfigReader } from '@backstage/config';
import { createGithubSource } from './githubSource';

const SINCE = Date.parse('2026-11-20T00:00:00Z');
const RUN = 'https://github.com/acme/checkout/actions/runs/55';

const deployment = (id: number, over: object = {}) => ({
  id,
  sha: 'abc',
  ref: 'main',
  environment: 'production',
  created_at: '2026-11-21T10:00:00Z',
  updated_at: '2026-11-21T10:05:00Z',
  creator: { login: 'github-actions[bot]' },
  performed_via_github_app: { slug: 'github-actions' },
  payload: {},
  ...over,
});

describe('deployments read from the API', () => {
  let server: Server;
  let base: string;
  let routes: Record<string, unknown>;
  let asked: { path: string; authorization?: string }[];

  beforeEach(async () => {
    routes = {};
    asked = [];
    server = createServer((req, res) => {
      asked.push({ path: req.url!, authorization: req.headers.authorization });
      const answer = routes[req.url!];
      res.statusCode = answer === undefined ? 404 : 200;
      res.setHeader('content-type', 'application/json');
      res.end(JSON.stringify(answer ?? { message: 'Not Found' }));
    });
    await new Promise<void>(up => server.listen(0, '127.0.0.1', up));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v3`;
  });
  afterEach(() => new Promise(down => server.close(down)));

  const read = (repository = 'acme/checkout') =>
    createGithubSource(
      new ConfigReader({
        integrations: {
          github: [
            { host: 'ghe.acme.com', apiBaseUrl: base, token: 'a-token' },
          ],
        },
      }),
    ).reconcile!({ repository, since: SINCE });

  const list = '/api/v3/repos/acme/checkout/deployments';

  it('names run, attempt and job as the webhooks do', async () => {
    routes[`${list}?per_page=100&page=1`] = [deployment(1)];
    routes[`${list}/1/statuses?per_page=100`] = [
      { state: 'inactive', created_at: '2026-11-21T11:00:00Z' },
      {
        state: 'success',
        created_at: '2026-11-21T10:05:00Z',
        log_url: `${RUN}/job/77`,
      },
      { state: 'in_progress', created_at: '2026-11-21T10:01:00Z' },
    ];
    routes['/api/v3/repos/acme/checkout/actions/jobs/77'] = {
      name: 'deploy (eu)',
      run_attempt: 2,
    };
    expect(await read()).toEqual(
      ['success', 'in_progress'].map(state =>
        expect.objectContaining({
          repository: 'acme/checkout',
          runId: '55',
          deploymentId: '1',
          attempt: 2,
          job: 'deploy (eu)',
          runUrl: RUN,
          environment: 'production',
          state,
        }),
      ),
    );
    expect(new Set(asked.map(a => a.authorization))).toEqual(
      new Set(['Bearer a-token']),
    );
  });

  it('leaves out what is old, and what Actions has not named the run of', async () => {
    routes[`${list}?per_page=100&page=1`] = [
      deployment(1),
      deployment(2, { updated_at: '2026-11-19T00:00:00Z' }),
      deployment(3, { performed_via_github_app: null }),
    ];
    routes[`${list}/1/statuses?per_page=100`] = [
      { state: 'queued', created_at: '2026-11-21T10:01:00Z', log_url: '' },
    ];
    routes[`${list}/3/statuses?per_page=100`] = [
      { state: 'error', created_at: '2026-11-21T10:01:00Z' },
    ];
    const reports = await read('ghe.acme.com/acme/checkout');
    expect(reports).toHaveLength(1);
    expect(reports[0]).toMatchObject({
      deploymentId: '3',
      runId: undefined,
      state: 'failure',
    });
  });

  it('turns pages until they are older than what is asked for', async () => {
    const old = { updated_at: '2026-11-19T00:00:00Z' };
    const page = (created_at: string) =>
      Array.from({ length: 100 }, (_, i) =>
        deployment(i, { ...old, created_at }),
      );
    routes[`${list}?per_page=100&page=1`] = page('2026-11-21T00:00:00Z');
    routes[`${list}?per_page=100&page=2`] = page('2026-11-19T00:00:00Z');
    expect(await read()).toEqual([]);
    expect(asked).toHaveLength(2);
  });

  it('says what GitHub or the configuration refuses', async () => {
    await expect(read()).rejects.toThrow(/GitHub answered 404 to GET/);
    await expect(read('other.acme.com/acme/checkout')).rejects.toThrow(
      /integrations.github names no other.acme.com/,
    );
  });
});
