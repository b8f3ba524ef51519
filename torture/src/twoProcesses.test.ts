import {
  createDatabase,
  githubDeployment,
  startBackend,
  postgresUrl,
  until,
  type BackendProcess,
  type HarnessDatabase,
  untilCatalogKnows,
} from 'itsm-harness';

jest.setTimeout(240_000);

const withPostgres = postgresUrl() ? describe : describe.skip;
const GITHUB = '/api/itsm/hooks/github';

withPostgres('two backend processes on one PostgreSQL', () => {
  let database: HarnessDatabase;
  let both: BackendProcess[] = [];

  beforeAll(async () => {
    database = await createDatabase('postgres');
    // One after the other, as a rolling start does: the host's own plugins migrate without a lock.
    both = [await startBackend({ database })];
    both.push(await startBackend({ database }));
    await untilCatalogKnows(both[1]);
  });

  afterAll(async () => {
    await Promise.all(both.map(backend => backend.stop()));
    await database?.drop();
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
    const once = githubDeployment({ run: 100, deployment: 1000, sha }).status(
      'success',
      'one-delivery',
    );
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        both[n % 2].call('POST', GITHUB, once),
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
      githubDeployment({ run: 200, deployment: 2000 + n, sha }),
    );
    const again = githubDeployment({
      run: 200,
      deployment: 2000,
      attempt: 2,
      sha,
    });
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
      deliveries.map((d, n) => both[n % 2].call('POST', GITHUB, d)),
    );
    expect(new Set(answers.map(a => a.status))).toEqual(new Set([202]));
    await workedOff();
    const changes = await changesOf(sha);
    expect(changes).toHaveLength(1);
    const { body } = await both[1].call(
      'GET',
      `/api/itsm/v1/records/${changes[0].number}`,
    );
    // Closed if the first attempt failed before the second one succeeded
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
