import { TestDatabases } from '@backstage/backend-test-utils';
import { databaseIds } from '../__testUtils__/databases';
import {
  CHECKOUT_DOWN,
  startItsm,
  type TestItsm,
} from '../__testUtils__/startItsm';
import {
  FREEZE,
  GATE,
  gateStoryOf,
  HOUR,
  iso,
  NOW,
} from './__testUtils__/gateStory';

const databases = TestDatabases.create({ ids: databaseIds });

describe.each(databaseIds)('the gate, %s', id => {
  let itsm: TestItsm;
  beforeAll(async () => {
    itsm = await startItsm({ knex: await databases.init(id), startAt: NOW });
    await define('gates', 'Shop', GATE);
  });
  afterAll(() => itsm?.stop());

  const { open, act, view, define, question, ask, asked, plan, approve } =
    gateStoryOf(() => itsm);

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

  it('opens a change once something gates what was asked before', async () => {
    const { body, answer } = await asked({ entityRef: 'search' });
    expect(answer).toMatchObject({ code: 'NOT_GATED', change: null });
    const { retire } = await define('gates', 'Search', {
      ...GATE,
      when: { 'entity.name': 'search' },
    });
    const [first, second] = await Promise.all([ask(body), ask(body)]);
    expect(first).toMatchObject({ id: answer.id, code: 'NOT_APPROVED' });
    expect(second.change).toEqual(first.change);
    await retire();
  });

  it('tells nothing of a change that is not of the deployment', async () => {
    const number = await open('eddie', 'changes', {
      title: 'Another one',
      description: 'x',
      type: 'normal',
      environment: 'production',
      entities: ['checkout'],
    });
    const tell = async (changeRef: string) => {
      const { answer } = await asked({ changeRef });
      const { verdict, code, params, message, rules } = answer;
      return JSON.stringify({
        verdict,
        code,
        params,
        message,
        // What it asked for is of this question
        rules: rules.map((rule: any) => ({
          ...rule,
          saw: { ...rule.saw, asked: undefined },
        })),
      }).replaceAll(changeRef, 'CHG');
    };
    expect(await tell(number)).toContain('another_change');
    expect(await tell(number)).toBe(await tell('CHG-999999'));
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
    const { retire } = await define('windows', 'Tickets', FREEZE);
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
    await itsm.call('machine', 'get', '/v1/gate/checks/nothing').expect(404);
    await itsm.call('machine', 'get', path).expect(200);
    await itsm.call('adam', 'get', path).expect(404);
    await itsm.call('rita', 'get', path).expect(403);
  });
});
