import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { metricsServiceMock } from '@backstage/backend-test-utils/alpha';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import {
  catalogServiceRef,
  type CatalogService,
} from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { itsmTimeServiceRef } from 'backstage-plugin-itsm-node';
import itsmGithubModule from 'backstage-plugin-itsm-backend-module-github';
import type { Knex } from 'knex';
import request from 'supertest';
import { createItsmPlugin } from '../plugin';
import { ENTITIES, PEOPLE, type Person } from './people';
import { decide } from './policy';

export const GITHUB_SECRET = 'github-secret-of-the-tests';

const personOf = (credentials: any): Person | undefined =>
  credentials?.principal?.userEntityRef?.split('/')[1];

/** The policy's answers as the permissions service gives them; machines may do everything. */
function permissionsOf(decisionOf: typeof decide) {
  const answer = (queries: any[], credentials: any) =>
    queries.map(({ permission }) =>
      credentials?.principal?.type === 'service'
        ? { result: 'ALLOW' }
        : decisionOf(personOf(credentials), permission.name),
    );
  return {
    authorize: async (queries: any[], o: any) => answer(queries, o.credentials),
    authorizeConditional: async (queries: any[], o: any) =>
      answer(queries, o.credentials),
  };
}

const unless = (hidden: readonly string[]) => (entity?: Entity) =>
  entity && hidden.includes(stringifyEntityRef(entity)) ? undefined : entity;

const provide = (service: any, implementation: any) =>
  createServiceFactory({ service, deps: {}, factory: () => implementation });

/** The real plugin in a test backend: only what is not ours is a stand-in. */
export async function startItsm(o: {
  knex: Knex;
  itsm?: object;
  decide?: typeof decide;
  startAt?: number;
  features?: any[];
  /** In place of those that the product has. */
  rooms?: Parameters<typeof createItsmPlugin>[0];
  /** In place of stand-ins that take everything. */
  notifications?: object;
  events?: object;
}) {
  const clock = {
    at: o.startAt ?? Date.UTC(2026, 0, 5, 9),
    now: () => clock.at,
  };
  const sent: any[] = [];
  const events: any[] = [];
  const signals: any[] = [];
  const audited: any[] = [];
  /** What the auditor's log has of each event. */
  const auditedMeta: any[] = [];
  /** What the catalog was asked, by the name of the method. */
  const catalogCalls: string[] = [];
  /** Refs that the catalog does not show to somebody. */
  const hiddenFrom = new Map<Person | undefined, readonly string[]>();
  const catalog = new Proxy<CatalogService>(
    catalogServiceMock({ entities: ENTITIES }),
    {
      get(target, method: keyof CatalogService) {
        const call: any = target[method];
        if (typeof call !== 'function') return call;
        if (method === 'streamEntities') return call.bind(target);
        return async (...args: any[]) => {
          catalogCalls.push(method);
          const answer = await call.apply(target, args);
          const hidden = hiddenFrom.get(personOf(args.at(-1)?.credentials));
          return hidden && method === 'getEntitiesByRefs'
            ? { items: answer.items.map(unless(hidden)) }
            : answer;
        };
      },
    },
  );
  const scheduler = mockServices.scheduler() as any;
  /** Those who wait for the next delivery. */
  const waiting: (() => void)[] = [];
  const metrics = metricsServiceMock.mock({
    createCounter: name => ({
      add: () => {
        if (name !== 'itsm.deliveries') return;
        for (const resolve of waiting.splice(0)) resolve();
      },
    }),
  });
  const backend = await startTestBackend({
    features: [
      createItsmPlugin(o.rooms),
      itsmGithubModule,
      mockServices.database.factory({ knex: o.knex }),
      mockServices.rootSystemMetadata.factory(),
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'http://localhost' },
          backend: { baseUrl: 'http://localhost' },
          itsm: {
            hooks: {
              github: { source: 'github', secrets: [GITHUB_SECRET] },
              generic: { source: 'generic', secrets: [GITHUB_SECRET] },
            },
            audit: { signingKey: 'signing-key-of-the-tests' },
            ...o.itsm,
          },
        },
      }),
      provide(catalogServiceRef, catalog),
      provide(itsmTimeServiceRef, clock),
      provide(coreServices.permissions, permissionsOf(o.decide ?? decide)),
      provide(coreServices.userInfo, {
        getUserInfo: async (credentials: any) => ({
          userEntityRef: credentials.principal.userEntityRef,
          ownershipEntityRefs: [...PEOPLE[personOf(credentials)!]],
        }),
      }),
      provide(coreServices.auditor, {
        createEvent: async ({ eventId, meta }: any) => {
          auditedMeta.push(meta);
          return {
            success: async () => audited.push([eventId, meta.actionType, 'ok']),
            fail: async ({ error }: any) =>
              audited.push([
                eventId,
                meta.actionType,
                error.code ?? error.name,
              ]),
          };
        },
      }),
      provide(
        notificationService,
        o.notifications ?? { send: async (n: any) => sent.push(n) },
      ),
      provide(signalsServiceRef, {
        publish: async (s: any) => signals.push(s),
      }),
      provide(
        eventsServiceRef,
        o.events ?? {
          publish: async (e: any) => events.push(e),
          subscribe: async () => {},
        },
      ),
      scheduler.factory(),
      metrics.factory,
      ...(o.features ?? []),
    ],
  });
  const call = (
    person: Person | 'machine' | undefined,
    method: 'get' | 'post' | 'patch' | 'put' | 'delete',
    path: string,
  ) => {
    const req = request(backend.server)[method](`/api/itsm${path}`);
    if (person === 'machine') {
      return req.set('authorization', mockCredentials.service.header());
    }
    return req.set(
      'authorization',
      person
        ? mockCredentials.user.header(`user:default/${person}`)
        : mockCredentials.none.header(),
    );
  };
  return {
    server: backend.server,
    stop: () => backend.stop(),
    clock,
    sent,
    events,
    signals,
    audited,
    auditedMeta,
    catalogCalls,
    call,
    /** Resolves when the plugin has worked on a delivery, well or not; to be asked before it is sent. */
    nextDelivery: () => new Promise<void>(resolve => waiting.push(resolve)),
    hideFrom: (person: Person, ...refs: string[]) =>
      hiddenFrom.set(person, refs),
    /** Runs a scheduled task now. */
    run: (task: string) => scheduler.triggerTask(task),
    /** Runs outlets until nothing is due. */
    settle: () => scheduler.triggerTask('itsm-outlets'),
  };
}

export type TestItsm = Awaited<ReturnType<typeof startItsm>>;

/** Input of an incident that is complete. */
export const CHECKOUT_DOWN = {
  title: 'Checkout answers 500',
  description: 'Every payment fails since 9:00',
  impact: 'high',
  urgency: 'medium',
  entities: ['component:default/checkout'],
};
