import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { ResponseError } from '@backstage/errors';
import { DefaultNotificationService } from '@backstage/plugin-notifications-node';
import type { Knex } from 'knex';
import { databaseIds } from '../__testUtils__/databases';
import { deliver } from '../__testUtils__/deliver';
import {
  CHECKOUT_DOWN,
  startItsm,
  type TestItsm,
} from '../__testUtils__/startItsm';
import { GithubRun } from '../inbox/__testUtils__/githubDeliveries';
import { RECORD_TOPIC } from './eventsReactor';

const databases = TestDatabases.create({ ids: databaseIds });
const HOUR = 3_600_000;

describe.each(databaseIds)('an outlet whose plugin is missing, %s', id => {
  let itsm: TestItsm;
  let knex: Knex;
  let server: Server;
  const logger = mockServices.logger.mock();
  logger.child.mockReturnValue(logger);
  /** What the address of the notifications plugin answers, and how often it was asked. */
  const plugin = { status: 404, asked: 0 };
  const events = { status: 404, asked: 0 };

  beforeAll(async () => {
    server = createServer((_req, res) => {
      plugin.asked += 1;
      res.writeHead(plugin.status).end('{}');
    }).listen(0);
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    knex = await databases.init(id);
    itsm = await startItsm({
      knex,
      // The real one, as it finds nothing
      notifications: DefaultNotificationService.create({
        auth: mockServices.auth(),
        discovery: {
          getBaseUrl: async () => `http://localhost:${port}/api/n`,
          getExternalBaseUrl: async () => '',
        },
      }),
      events: {
        subscribe: async () => {},
        publish: async ({ topic }: any) => {
          if (topic !== RECORD_TOPIC) return;
          events.asked += 1;
          if (events.status === 200) return;
          throw await ResponseError.fromResponse(
            new Response('{}', { status: events.status }) as any,
          );
        },
      },
      features: [
        createServiceFactory({
          service: coreServices.logger,
          deps: {},
          factory: () => logger,
        }),
      ],
    });
  });
  afterAll(async () => {
    await itsm?.stop();
    server.close();
  });

  const open = async () => {
    await itsm
      .call('rita', 'post', '/v1/incidents')
      .send(CHECKOUT_DOWN)
      .expect(201);
    await itsm.settle();
  };
  const waiting = (reactor: string) =>
    knex('reactions').where({ reactor }).select('attempts', 'dead_at');
  const said = (what: RegExp) =>
    [...logger.warn.mock.calls, ...logger.info.mock.calls]
      .map(([text]) => text)
      .filter(text => what.test(text));
  const MISSING = /is not installed/;

  it('is waited for while it may be starting', async () => {
    await open();
    expect(await waiting('notifications')).toHaveLength(1);
    itsm.clock.at += 100_000;
    await itsm.settle();
    expect(await waiting('notifications')).toHaveLength(1);
    expect(said(MISSING)).toEqual([]);
  });

  it('is then given up with one line that says what to install', async () => {
    itsm.clock.at += 100_000;
    await itsm.settle();
    for (let n = 0; n < 3; n += 1) await open();
    for (const outlet of ['notifications', 'events']) {
      expect(await waiting(outlet)).toEqual([]);
    }
    expect(said(MISSING).sort()).toEqual([
      expect.stringContaining('@backstage/plugin-events-backend'),
      expect.stringContaining('@backstage/plugin-notifications-backend'),
    ]);
    expect([plugin.asked, events.asked]).toEqual([3, 3]);
  });

  it('is looked for once an hour, and found when it is there', async () => {
    for (let n = 0; n < 3; n += 1) {
      itsm.clock.at += HOUR;
      await open();
      await open();
    }
    expect([plugin.asked, events.asked]).toEqual([6, 6]);
    expect(said(MISSING)).toHaveLength(2);
    // What nobody is told of says nothing of the plugin
    itsm.clock.at += HOUR;
    const run = new GithubRun({ runId: 1 });
    await deliver(itsm, run.deployment(1, itsm.clock.at));
    await itsm.settle();
    expect(plugin.asked).toBe(6);
    expect(said(/has found its plugin/)).toEqual([]);
    events.asked = 6;
    plugin.status = 200;
    events.status = 200;
    itsm.clock.at += HOUR;
    await open();
    await open();
    expect([plugin.asked, events.asked]).toEqual([8, 8]);
    expect(said(/has found its plugin/)).toHaveLength(2);
    expect(await waiting('notifications')).toEqual([]);
  });

  it('that is down for now is tried again as ever', async () => {
    plugin.status = 503;
    await open();
    for (let n = 0; n < 5; n += 1) {
      itsm.clock.at += HOUR;
      await itsm.settle();
    }
    expect(await waiting('notifications')).toEqual([
      { attempts: 6, dead_at: null },
    ]);
    await new Promise(closed => {
      server.close(closed);
      server.closeAllConnections();
    });
    itsm.clock.at += HOUR;
    await itsm.settle();
    // Nobody listens: it may be down as well as not installed
    expect(await waiting('notifications')).toEqual([
      { attempts: 7, dead_at: null },
    ]);
    expect(said(MISSING)).toHaveLength(2);
  });
});
