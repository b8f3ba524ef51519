import { createHmac, randomUUID } from 'node:crypto';
import { Client } from 'pg';
import {
  startProcess,
  until,
  type BackendProcess,
} from './__testing__/startProcess';

jest.setTimeout(240_000);

const POSTGRES =
  process.env.BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING;
const isWanted = POSTGRES && process.env.ITSM_TEST_DATABASES !== 'sqlite';
const withPostgres = isWanted ? describe : describe.skip;

/** The demo hook's secret in app-config.yaml. */
const SECRET = 'itsm-demo-github-secret';

function delivery(event: string, payload: object, id: string = randomUUID()) {
  const body = JSON.stringify(payload);
  const signature = createHmac('sha256', SECRET).update(body).digest('hex');
  return {
    body,
    headers: {
      'x-github-event': event,
      'x-github-delivery': id,
      'x-hub-signature-256': `sha256=${signature}`,
    },
  };
}

function run(o: {
  run: number;
  deployment: number;
  attempt?: number;
  sha: string;
}) {
  const attempt = o.attempt ?? 1;
  const deployment = {
    id: o.deployment,
    sha: o.sha,
    ref: 'main',
    task: 'deploy',
    payload: {},
    environment: 'production',
    production_environment: true,
    creator: { login: 'eddie' },
    created_at: '2026-01-05T09:00:00Z',
    updated_at: '2026-01-05T09:00:00Z',
  };
  const common = {
    deployment,
    repository: { full_name: 'acme/checkout' },
    sender: { login: 'eddie' },
    workflow_run: {
      id: o.run,
      run_number: 1,
      run_attempt: attempt,
      head_sha: o.sha,
      html_url: `https://github.com/acme/checkout/actions/runs/${o.run}`,
    },
  };
  return {
    created: () => delivery('deployment', { action: 'created', ...common }),
    status: (state: string, id?: string) =>
      delivery(
        'deployment_status',
        {
          action: 'created',
          ...common,
          deployment_status: {
            id: o.deployment * 10 + attempt,
            state,
            environment: 'production',
            created_at: `2026-01-05T09:0${attempt}:00Z`,
            updated_at: `2026-01-05T09:0${attempt}:00Z`,
          },
        },
        id,
      ),
  };
}

withPostgres('two backend processes on one PostgreSQL', () => {
  const database = `two_processes_${process.pid}`;
  let both: BackendProcess[] = [];
  const server = () => new Client({ connectionString: POSTGRES });

  beforeAll(async () => {
    const client = server();
    await client.connect();
    await client.query(`create database ${database}`);
    await client.end();
    const { hostname, port, username, password } = new URL(POSTGRES!);
    const connection = {
      host: hostname,
      port: Number(port || 5432),
      user: username,
      password,
      database,
    };
    // One after the other, as a rolling start does: the host's own plugins migrate without a lock.
    both = [await startProcess(connection)];
    both.push(await startProcess(connection));
    await until(async () => {
      const { status } = await both[1].call(
        'GET',
        '/api/catalog/entities/by-name/component/default/checkout',
      );
      return status === 200;
    }, 'the catalog to know checkout');
  });

  afterAll(async () => {
    await Promise.all(both.map(backend => backend.stop()));
    const client = server();
    await client.connect();
    await client.query(`drop database ${database} with (force)`);
    await client.end();
  });

  const changesOf = async (sha: string) => {
    const { body } = await both[0].call(
      'GET',
      '/api/itsm/v1/changes?state=all&limit=100',
    );
    return body.items.filter((c: any) => c.fields.revision === sha);
  };
  const workedOff = () =>
    until(async () => {
      const { body } = await both[0].call(
        'GET',
        '/api/itsm/v1/deliveries?status=received',
      );
      return body.items.length === 0;
    }, 'the inbox to be empty');

  it('20 parallel posts of one delivery make one change', async () => {
    const sha = 'a'.repeat(40);
    const once = run({ run: 100, deployment: 1000, sha }).status(
      'success',
      'one-delivery',
    );
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        both[n % 2].call('POST', '/api/itsm/hooks/github', once),
      ),
    );
    expect(new Set(answers.map(a => a.status))).toEqual(new Set([202]));
    expect(new Set(answers.map(a => a.body.delivery)).size).toBe(1);
    await workedOff();
    expect(await changesOf(sha)).toHaveLength(1);
  });

  it('8 matrix jobs and a second attempt of one run make one change, judged by the last attempt', async () => {
    const sha = 'b'.repeat(40);
    const jobs = Array.from({ length: 8 }, (_, n) =>
      run({ run: 200, deployment: 2000 + n, sha }),
    );
    const again = run({ run: 200, deployment: 2000, attempt: 2, sha });
    const deliveries = [
      ...jobs.flatMap((job, n) => [
        job.created(),
        job.status('in_progress'),
        job.status(n === 0 ? 'failure' : 'success'),
      ]),
      again.created(),
      again.status('success'),
    ];
    const answers = await Promise.all(
      deliveries.map((d, n) =>
        both[n % 2].call('POST', '/api/itsm/hooks/github', d),
      ),
    );
    expect(new Set(answers.map(a => a.status))).toEqual(new Set([202]));
    await workedOff();
    const changes = await changesOf(sha);
    expect(changes).toHaveLength(1);
    const { body } = await both[1].call(
      'GET',
      `/api/itsm/v1/records/${changes[0].number}`,
    );
    // The payload's times are long past the quiet period: it may be closed by the clock already.
    expect(['review', 'closed']).toContain(body.state);
    expect(body.fields.result).toBe('success');
    expect(body.fields.closeCode ?? 'successful').toBe('successful');
  });

  it('one of many racing transitions wins, the others see the record as it is', async () => {
    const created = await both[0].call('POST', '/api/itsm/v1/incidents', {
      body: {
        title: 'Race',
        description: 'Many hands',
        impact: 'low',
        urgency: 'low',
        entities: ['component:default/checkout'],
      },
    });
    expect(created.status).toBe(201);
    const { number } = created.body;
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        both[n % 2].call(
          'POST',
          `/api/itsm/v1/incidents/${number}/actions/start`,
          {
            headers: { 'if-match': '"1"' },
            body: {},
          },
        ),
      ),
    );
    expect(answers.filter(a => a.status === 200)).toHaveLength(1);
    const lost = answers.filter(a => a.status === 412);
    expect(lost).toHaveLength(19);
    expect(lost[0].body.current).toMatchObject({
      number,
      version: 2,
      state: 'in_progress',
    });
  });

  it('gives numbers once, and comments of both processes stand in one unbroken chain', async () => {
    const make = (n: number, key: string) =>
      both[n % 2].call('POST', '/api/itsm/v1/incidents', {
        headers: { 'idempotency-key': key },
        body: {
          title: `Parallel ${n}`,
          description: 'x',
          impact: 'low',
          urgency: 'low',
          entities: ['component:default/checkout'],
        },
      });
    const made = await Promise.all(
      Array.from({ length: 20 }, (_, n) => make(n, `key-${n}`)),
    );
    expect(new Set(made.map(a => a.body.number)).size).toBe(20);

    const { number } = made[0].body;
    const comments = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        both[n % 2].call('POST', `/api/itsm/v1/incidents/${number}/comments`, {
          body: { text: `comment ${n}` },
        }),
      ),
    );
    expect(new Set(comments.map(a => a.status))).toEqual(new Set([201]));
    const verdict = await both[0].call('POST', '/api/itsm/v1/audit/verify', {
      body: {},
    });
    expect(verdict.body).toMatchObject({ intact: true, findings: [] });
    const { body } = await both[1].call(
      'GET',
      `/api/itsm/v1/records/${number}`,
    );
    expect(body.timeline.items).toHaveLength(21);
    expect(body.version).toBe(1);
  });

  it('performs a keyed request once, whichever process is asked', async () => {
    const body = {
      title: 'Keyed',
      description: 'x',
      impact: 'low',
      urgency: 'low',
      entities: ['component:default/checkout'],
    };
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        both[n % 2].call('POST', '/api/itsm/v1/incidents', {
          headers: { 'idempotency-key': 'one-key' },
          body,
        }),
      ),
    );
    const numbers = answers
      .filter(a => a.status === 201)
      .map(a => a.body.number);
    expect(new Set(numbers).size).toBe(1);
    expect(answers.every(a => [201, 409].includes(a.status))).toBe(true);
    const { body: list } = await both[0].call(
      'GET',
      '/api/itsm/v1/incidents?q=keyed',
    );
    expect(list.items).toHaveLength(1);
  });
});
