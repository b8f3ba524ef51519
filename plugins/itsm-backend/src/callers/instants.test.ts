import { TestDatabases } from '@backstage/backend-test-utils';
import { databaseIds } from '../__testUtils__/databases';
import {
  CHECKOUT_DOWN,
  startItsm,
  type TestItsm,
} from '../__testUtils__/startItsm';

const databases = TestDatabases.create({ ids: databaseIds });
const MINUTE = 60_000;
const PLAN = {
  type: 'normal',
  title: 'Upgrade',
  environment: 'production',
  entities: ['component:default/checkout'],
};

describe.each(databaseIds)('instants that callers tell on %s', id => {
  let itsm: TestItsm;
  beforeAll(async () => {
    itsm = await startItsm({ knex: await databases.init(id) });
  });
  afterAll(() => itsm?.stop());

  const iso = (minutes: number) =>
    new Date(itsm.clock.at + minutes * MINUTE).toISOString();
  const open = (plural: string, input: object) =>
    itsm.call('adam', 'post', `/v1/${plural}`).send(input);
  const edit = ({ number, version }: any, plural: string, input: object) =>
    itsm
      .call('adam', 'patch', `/v1/${plural}/${number}`)
      .set('if-match', `"${version}"`)
      .send(input);
  const act = ({ number, version }: any, action: string, input: object) =>
    itsm
      .call('adam', 'post', `/v1/incidents/${number}/actions/${action}`)
      .set('if-match', `"${version}"`)
      .send(input);

  it.each([
    ['incidents', CHECKOUT_DOWN, 'startedAt', '2099-01-01T00:00:00Z'],
    ['incidents', CHECKOUT_DOWN, 'startedAt', '0001-01-01T00:00:00Z'],
    ['incidents', CHECKOUT_DOWN, 'detectedAt', '2099-01-01T00:00:00Z'],
    ['changes', PLAN, 'plannedStart', '1970-01-01T00:00:00Z'],
    ['changes', PLAN, 'plannedEnd', '1970-01-01T00:00:00Z'],
    ['changes', PLAN, 'plannedEnd', '2099-01-01T00:00:00Z'],
  ])('are no part of %s %#: %s', async (plural, input, field, at) => {
    const isRefused = ({ status, body }: any) => {
      expect(status).toBe(400);
      expect(body.error.code).toMatch(/^instant_/);
      expect(body.error.params.field).toBe(field);
      expect(body.error.message).toMatch(/2000-01-01/);
    };
    isRefused(await open(plural, { ...input, [field]: at }));
    const { body: opened } = await open(plural, input);
    isRefused(await edit(opened, plural, { [field]: at }));
  });

  it('follow each other, and the resolution is by the clock of the portal', async () => {
    const told = { startedAt: iso(-30), detectedAt: iso(-20) };
    const { body: opened } = await open('incidents', {
      ...CHECKOUT_DOWN,
      ...told,
    });
    const early = await edit(opened, 'incidents', { mitigatedAt: iso(-25) });
    expect(early.body.error).toMatchObject({
      code: 'instant_too_early',
      params: { field: 'mitigatedAt', otherField: 'detectedAt' },
    });
    const late = await edit(opened, 'incidents', { startedAt: iso(-10) });
    expect(late.body.error).toMatchObject({
      code: 'instant_too_late',
      params: { field: 'startedAt', otherField: 'detectedAt' },
    });
    const { body: mitigated } = await edit(opened, 'incidents', {
      mitigatedAt: iso(-5),
    });
    const { body: resolved } = await act(mitigated, 'resolve', {
      code: 'fixed',
      notes: 'Restarted',
      causeUnknown: true,
    });
    expect(resolved).toMatchObject({
      ...told,
      acknowledgedAt: iso(-5),
      mitigatedAt: iso(-5),
      resolvedAt: iso(0),
    });
  });

  it('of a plan end after they begin', async () => {
    const empty = { plannedStart: iso(60), plannedEnd: iso(60) };
    const refused = await open('changes', { ...PLAN, ...empty });
    expect([refused.status, refused.body.error.params.field]).toEqual([
      400,
      'plannedEnd',
    ]);
    const { body: opened } = await open('changes', {
      ...PLAN,
      plannedStart: iso(60),
      plannedEnd: iso(120),
    });
    const later = await edit(opened, 'changes', { plannedStart: iso(180) });
    expect([later.status, later.body.error.params.field]).toEqual([
      400,
      'plannedStart',
    ]);
  });
});
