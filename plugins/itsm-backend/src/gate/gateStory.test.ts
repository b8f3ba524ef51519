import { TestDatabases } from '@backstage/backend-test-utils';
import { databaseIds } from '../__testUtils__/databases';
import {
  CHECKOUT_DOWN,
  startItsm,
  type TestItsm,
} from '../__testUtils__/startItsm';
import { storyOf } from '../__testUtils__/story';

const databases = TestDatabases.create({ ids: databaseIds });

const NOW = Date.UTC(2026, 0, 5, 9);
const HOUR = 3_600_000;
const iso = (hours: number) => new Date(NOW + hours * HOUR).toISOString();

const GATE = {
  when: { 'entity.name': 'cart' },
  environments: ['production'],
  withoutAnswer: 'closed',
};
const FREEZE = {
  effect: 'freeze',
  reason: 'The shop sells tickets',
  when: { 'entity.name': 'cart' },
  environments: ['production'],
  zone: 'UTC',
  start: '2026-01-05T08:00',
  end: '2026-01-05T12:00',
  hard: true,
};
const PLAN = {
  justification: 'It leaks',
  implementationPlan: 'Deploy',
  backoutPlan: 'Deploy the old one',
  testPlan: 'Pay once',
  plannedStart: iso(-1),
  plannedEnd: iso(5),
  approvers: ['user:default/stan', 'user:default/olivia'],
};

describe.each(databaseIds)('the gate, %s', id => {
  let itsm: TestItsm;
  let other: TestItsm | undefined;
  beforeAll(async () => {
    const knex = await databases.init(id);
    itsm = await startItsm({ knex, startAt: NOW });
    // A file of SQLite has one process
    if (id.startsWith('POSTGRES'))
      other = await startItsm({ knex, startAt: NOW });
    await define('gates', 'Shop', GATE);
  });
  afterAll(async () => {
    await other?.stop();
    await itsm?.stop();
  });

  const { open, act, view } = storyOf(() => itsm);
  const define = async (plural: string, name: string, spec: object) => {
    const root = `/v1/definitions/${plural}`;
    const { body: draft } = await itsm
      .call('adam', 'post', root)
      .send({ name, spec })
      .expect(201);
    const version = (body: any) => String(body.version);
    const { body } = await itsm
      .call('adam', 'post', `${root}/${draft.id}/actions/activate`)
      .set('if-match', version(draft))
      .send({})
      .expect(200);
    return () =>
      itsm
        .call('adam', 'post', `${root}/${draft.id}/actions/retire`)
        .set('if-match', version(body))
        .send({})
        .expect(200);
  };
  let runs = 0;
  const question = (more: object = {}) => ({
    entityRef: 'cart',
    environment: 'production',
    revision: `a1b2c3${(runs += 1)}`,
    runId: `run-${runs}`,
    runUrl: 'https://ci.example.com/runs/1',
    ...more,
  });
  const ask = async (body: object, wait = 0, at = itsm) => {
    const answer = await at
      .call('machine', 'post', `/v1/gate/checks?wait=${wait}`)
      .send(body);
    if (answer.status !== 200) throw new Error(answer.text);
    return answer.body;
  };
  const asked = async (more?: object) => {
    const body = question(more);
    return { body, answer: await ask(body) };
  };
  const plan = async (number: string, more: object = {}) => {
    const { version } = await view(number, 'adam');
    await itsm
      .call('adam', 'patch', `/v1/changes/${number}`)
      .set('if-match', String(version))
      .send({ ...PLAN, ...more })
      .expect(200);
  };
  /** From a plan to the consent of two others. */
  const approve = async (number: string) => {
    await plan(number);
    await act(number, 'request_assessment', {}, 'adam');
    await act(number, 'approve_assessment', {}, 'olivia');
    await act(number, 'authorize', {}, 'stan');
  };

  it('lets through what nothing gates, and opens nothing for it', async () => {
    const { answer } = await asked({ entityRef: 'checkout' });
    expect(answer).toMatchObject({
      verdict: 'allow',
      code: 'NOT_GATED',
      change: null,
      withoutAnswer: 'open',
    });
    const staging = await asked({ environment: 'staging' });
    expect(staging.answer.code).toBe('NOT_GATED');
  });

  it('waits for an entity that nobody knows', async () => {
    const { answer } = await asked({ entityRef: 'never-heard-of' });
    expect(answer).toMatchObject({ verdict: 'wait', code: 'UNKNOWN_ENTITY' });
  });

  it('opens the change that it needs, once for all jobs of a run, and says what that lacks', async () => {
    const body = question();
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => ask(body)),
    );
    expect(new Set(answers.map(({ id: check }) => check)).size).toBe(1);
    const [{ change, ...answer }] = answers;
    expect(answer).toMatchObject({
      verdict: 'wait',
      code: 'NOT_APPROVED',
      params: { missing: expect.arrayContaining(['backoutPlan']) },
      withoutAnswer: 'closed',
      retryAfter: 10,
    });
    expect(await view(change.number, 'adam')).toMatchObject({
      state: 'new',
      title: `Deploy cart ${body.revision} to production`,
      fields: { revision: body.revision, type: 'normal' },
      entities: ['component:default/cart'],
    });
    // A second attempt with another run joins the change that waits
    const again = await ask({ ...body, runId: 'another' });
    expect(again.change).toEqual(change);
    expect(again.id).not.toBe(answer.id);
  });

  it('lets through what was approved, while it is planned, and a deployment fulfils it', async () => {
    const { body, answer } = await asked();
    await approve(answer.change.number);
    const allowed = await ask(body);
    expect(allowed).toMatchObject({
      id: answer.id,
      verdict: 'allow',
      code: 'APPROVED',
      expiresAt: iso(0.25),
    });
    // The same answer as long as it is good
    itsm.clock.at = NOW + 60_000;
    expect((await ask(body)).decidedAt).toBe(allowed.decidedAt);
    itsm.clock.at = NOW + 6 * HOUR;
    expect((await ask(body)).code).toBe('OUTSIDE_PLANNED_TIME');
    itsm.clock.at = NOW;
    const { body: reported } = await itsm
      .call('machine', 'post', '/v1/deployments')
      .send({
        entityRef: 'cart',
        repository: 'acme/shop',
        environment: 'production',
        runId: body.runId,
        revision: body.revision,
        state: 'in_progress',
      })
      .expect(200);
    expect(reported.change).toMatchObject({
      number: answer.change.number,
      state: 'implement',
    });
    // Another revision is not covered by it
    const { answer: stolen } = await asked({
      changeRef: answer.change.number,
    });
    expect(stolen).toMatchObject({
      verdict: 'deny',
      code: 'MISMATCH',
      params: { reason: 'revision_mismatch' },
    });
    const beside = await asked();
    await approve(beside.answer.change.number);
    expect(await ask(beside.body)).toMatchObject({
      code: 'COLLISION',
      params: { number: answer.change.number },
    });
    await act(answer.change.number, 'finish', { result: 'success' }, 'adam');
    expect((await ask(beside.body)).code).toBe('APPROVED');
  });

  it('stops at a freeze, and says until when', async () => {
    const { body, answer } = await asked();
    await approve(answer.change.number);
    const retire = await define('windows', 'Tickets', FREEZE);
    expect(await ask(body)).toMatchObject({
      verdict: 'deny',
      code: 'FREEZE',
      until: iso(3),
      message: `Frozen until ${iso(3)} by 'Tickets': The shop sells tickets`,
    });
    await retire();
    expect((await ask(body)).code).toBe('APPROVED');
  });

  it('waits while something urgent is down, unless that is what it repairs', async () => {
    const { body, answer } = await asked();
    await approve(answer.change.number);
    const number = await open('eddie', 'incidents', {
      ...CHECKOUT_DOWN,
      entities: ['cart'],
      impact: 'high',
      urgency: 'high',
    });
    expect(await ask(body)).toMatchObject({
      verdict: 'wait',
      code: 'INCIDENT',
      params: { number },
    });
    await itsm
      .call('adam', 'post', `/v1/incidents/${number}/links`)
      .send({ role: 'fixedBy', target: 'record', ref: answer.change.number })
      .expect(200);
    expect((await ask(body)).code).toBe('APPROVED');
    await act(number, 'cancel', { reason: 'unnecessary' }, 'adam');
  });

  it('wakes whoever waits with the commit, in another process, too', async () => {
    const { body, answer } = await asked();
    await plan(answer.change.number);
    await act(answer.change.number, 'request_assessment', {}, 'adam');
    await act(answer.change.number, 'approve_assessment', {}, 'olivia');
    const waiting = ask(body, 60, other);
    // It listens before the approval; else there would be nothing to wake
    const isWaiting = await Promise.race([
      waiting.then(() => false),
      view(answer.change.number, 'adam').then(() => true),
    ]);
    expect(isWaiting).toBe(true);
    await act(answer.change.number, 'authorize', {}, 'stan');
    expect(await waiting).toMatchObject({ verdict: 'allow', code: 'APPROVED' });
  });

  it('wakes whoever waits when a freeze is over before its time', async () => {
    const { body, answer } = await asked();
    await approve(answer.change.number);
    const retire = await define('windows', 'Short', FREEZE);
    const waiting = ask(body, 60, other);
    expect((await ask(body)).code).toBe('FREEZE');
    await retire();
    expect(await waiting).toMatchObject({ code: 'APPROVED' });
  });

  it('denies what was rejected', async () => {
    const { body, answer } = await asked();
    await plan(answer.change.number);
    await act(answer.change.number, 'request_assessment', {}, 'adam');
    await act(
      answer.change.number,
      'reject',
      { reason: 'Not today' },
      'olivia',
    );
    expect(await ask(body)).toMatchObject({
      verdict: 'deny',
      code: 'REJECTED',
    });
  });

  it('shows an answer to whoever asked, and to nobody else', async () => {
    const { answer } = await asked();
    const path = `/v1/gate/checks/${answer.id}`;
    await itsm.call('machine', 'get', path).expect(200);
    await itsm.call('adam', 'get', path).expect(404);
    await itsm.call('rita', 'get', path).expect(403);
  });
});
