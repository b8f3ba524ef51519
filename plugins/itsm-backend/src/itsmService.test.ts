import {
  coreServices,
  createBackendModule,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import { itsmServiceRef, type ItsmService } from 'backstage-plugin-itsm-node';
import { databaseIds } from './__testUtils__/databases';
import {
  CHECKOUT_DOWN,
  startItsm,
  type TestItsm,
} from './__testUtils__/startItsm';

const databases = TestDatabases.create({ ids: databaseIds });
const [id] = databaseIds;

/** Features that want nothing but the service, and what they were given. */
const FEATURES = {
  'a module of itsm': (given: (service: ItsmService) => void) =>
    createBackendModule({
      pluginId: 'itsm',
      moduleId: 'opens-incidents',
      register(env) {
        env.registerInit({
          deps: { itsm: itsmServiceRef },
          init: async ({ itsm }) => given(itsm),
        });
      },
    }),
  'another plugin': (given: (service: ItsmService) => void) =>
    createBackendPlugin({
      pluginId: 'opens-incidents',
      register(env) {
        env.registerInit({
          deps: { itsm: itsmServiceRef, router: coreServices.httpRouter },
          init: async ({ itsm }) => given(itsm),
        });
      },
    }),
};

describe.each(Object.entries(FEATURES))('itsmServiceRef in %s', (_, make) => {
  let started: TestItsm;
  let service: ItsmService;
  beforeAll(async () => {
    started = await startItsm({
      knex: await databases.init(id),
      features: [make(given => (service = given))],
    });
  });
  afterAll(() => started?.stop());

  const as = (person: string) =>
    service.withCredentials(mockCredentials.user(`user:default/${person}`));

  it('opens, reads, moves and links records as the caller', async () => {
    const { number, requester } = await as('rita').create(
      'incidents',
      CHECKOUT_DOWN,
    );
    expect(requester).toBe('user:default/rita');
    expect(started.audited).toContainEqual([
      'record-write',
      'create-incident',
      'ok',
    ]);
    const { version } = await as('eddie').record(number);
    const moved = await as('eddie').act(
      'incidents',
      number,
      'start',
      {},
      { version },
    );
    expect([moved.state, moved.timeline.items[0].actor]).toEqual([
      'in_progress',
      { type: 'user', ref: 'user:default/eddie' },
    ]);
    const other = await as('rita').create('incidents', CHECKOUT_DOWN);
    const linked = await as('eddie').link('incidents', number, {
      role: 'relatedTo',
      target: 'record',
      ref: other.number,
    });
    expect(linked.links.map(({ ref }) => ref)).toContain(other.number);
  });

  it('refuses what the caller may not do, as the API does', async () => {
    const { number, version } = await as('rita').create(
      'incidents',
      CHECKOUT_DOWN,
    );
    await expect(
      as('rita').act('incidents', number, 'start', {}, { version }),
    ).rejects.toMatchObject({ status: 403 });
    await expect(as('rita').create('changes', {})).rejects.toMatchObject({
      status: 403,
      code: 'not_permitted',
    });
    const hidden = await as('adam').create('incidents', {
      ...CHECKOUT_DOWN,
      restricted: true,
    });
    await expect(as('stan').record(hidden.number)).rejects.toMatchObject({
      status: 404,
    });
    await expect(
      as('eddie').act('incidents', number, 'start', {}, { version: 99 }),
    ).rejects.toMatchObject({ status: 412, current: { number } });
    expect(started.audited).toContainEqual([
      'record-write',
      'create-change',
      'not_permitted',
    ]);
  });

  it('refuses those who are nobody', async () => {
    await expect(
      service.withCredentials(mockCredentials.none()).myWork(),
    ).rejects.toThrow(/credential type 'none'/);
  });
});
