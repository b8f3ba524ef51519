import {
  coreServices,
  createServiceFactory,
  type LoggerService,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { notificationService } from '@backstage/plugin-notifications-node';
import { itsmPlugin } from 'backstage-plugin-itsm-backend';
import itsmGithubModule from 'backstage-plugin-itsm-backend-module-github';
import { ItsmClient } from 'backstage-plugin-itsm-common';
import { itsmTimeServiceRef } from 'backstage-plugin-itsm-node';
import knexFactory, { type Knex } from 'knex';
import { itsmDecision } from '../../policy/itsmDecision';
import { rolesOf } from '../../policy/roles';
import { fillPortal, type Portal } from '../records/fillPortal';
import { processedEntities } from './__testUtils__/exampleEntities';
import type { DemoClock } from './DemoClock';
import { openDemoClock } from './demoClockFactory';
import { afterHistory } from './demoNotificationsFactory';
import { DAY } from './script/calendar';
import { historyScript } from './script/historyScript';
import { PLAYERS, userRef } from './script/world';

const SECRET = 'secret-of-the-test';
const entities = processedEntities();

/** A person and the groups above it, as the catalog resolves them. */
function ownershipOf(ref: string): string[] {
  const refs = [ref];
  const person = entities.find(
    ({ kind, metadata }) =>
      `${kind}:default/${metadata.name}`.toLowerCase() === ref,
  );
  for (const group of (person?.spec?.memberOf ?? []) as string[]) {
    refs.push(`group:default/${group}`);
  }
  return refs;
}

const provide = (service: any, implementation: any) =>
  createServiceFactory({ service, deps: {}, factory: () => implementation });

const running = new Set<{ stop(): Promise<void> }>();

/** The real ITSM backend on a database, with the demo's clock, people, catalog and policy. */
async function start(knex: Knex, months: number) {
  const config = { demo: { history: months } };
  const clock: DemoClock = await openDemoClock(new ConfigReader(config), knex);
  const sent: any[] = [];
  const warnings: unknown[] = [];
  const scheduler = mockServices.scheduler() as any;
  const answer = async (queries: any[], { credentials }: any) =>
    queries.map(({ permission }) => {
      const { principal } = credentials;
      if (principal.type === 'service') return { result: 'ALLOW' };
      const refs = ownershipOf(principal.userEntityRef);
      return itsmDecision(permission.name, rolesOf(refs), refs);
    });
  const backend = await startTestBackend({
    features: [
      itsmPlugin,
      itsmGithubModule,
      mockServices.database.factory({ knex }),
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'http://localhost' },
          backend: { baseUrl: 'http://localhost' },
          itsm: { hooks: { github: { source: 'github', secrets: [SECRET] } } },
        },
      }),
      provide(catalogServiceRef, catalogServiceMock({ entities })),
      provide(itsmTimeServiceRef, clock),
      provide(coreServices.permissions, {
        authorize: answer,
        authorizeConditional: answer,
      }),
      provide(coreServices.userInfo, {
        getUserInfo: async ({ principal }: any) => ({
          userEntityRef: principal.userEntityRef,
          ownershipEntityRefs: ownershipOf(principal.userEntityRef),
        }),
      }),
      provide(
        notificationService,
        afterHistory({ send: async notice => void sent.push(notice) }, clock),
      ),
      scheduler.factory(),
    ],
  });
  running.add(backend);
  const itsmUrl = `http://localhost:${backend.server.port()}/api/itsm`;
  const clientOf = (authorization: string) =>
    new ItsmClient(
      {
        fetch: (url, options) =>
          fetch(url, {
            ...options,
            headers: { ...options?.headers, authorization },
          }),
      },
      itsmUrl,
    );
  const logger = {
    info: () => {},
    warn: (...about: unknown[]) => void warnings.push(about),
  } as unknown as LoggerService;
  const portal = (signal: AbortSignal): Portal => ({
    clock,
    months,
    itsm: clientOf(mockCredentials.service.header()),
    tasks: { run: task => scheduler.triggerTask(task) },
    people: PLAYERS.map(userRef),
    signIn: async ref => clientOf(mockCredentials.user.header(ref)),
    catalogKnows: async () => true,
    hook: { url: `${itsmUrl}/hooks/github`, secret: SECRET },
    logger,
    signal,
  });
  return { backend, clock, portal, sent, warnings };
}

describe('the history of the demo portal', () => {
  let knex: Knex;
  beforeEach(() => {
    knex = knexFactory({
      client: 'better-sqlite3',
      connection: ':memory:',
      useNullAsDefault: true,
    });
  });
  afterEach(async () => {
    for (const backend of running) await backend.stop();
    running.clear();
    await knex.destroy();
  });

  it('is told without a refused step, at the times at which it happened', async () => {
    const first = await start(knex, 2);
    const { clock, sent, warnings } = first;
    const began = Date.now();
    await fillPortal(first.portal(new AbortController().signal));

    expect(warnings).toEqual([]);
    expect(clock.isReal).toBe(true);
    expect(clock.book.progress?.isDone).toBe(true);
    // Only what the newest stories tell
    expect(sent.length).toBeGreaterThan(0);
    expect(sent.length).toBeLessThan(100);

    const { itsm } = first.portal(new AbortController().signal);
    for (const plural of [
      'incidents',
      'problems',
      'changes',
      'requests',
      'tasks',
      'articles',
      'reviews',
    ]) {
      const { items } = await itsm.list(plural, { state: 'all', limit: 100 });
      const times = items.map(({ createdAt }) => Date.parse(createdAt));
      expect(times).toEqual([...times].sort((a, b) => b - a));
      expect(times.at(-1)).toBeGreaterThan(began - 63 * DAY);
      expect(times[0]).toBeGreaterThanOrEqual(began);
    }
    // The engine's timers ran on the moving clock: nothing waited until today
    const rows = await knex('entries')
      .join('records', 'records.id', 'entries.record_id')
      .where('records.created_at', '<', began - 13 * DAY)
      .select('entries.at');
    const late = rows.filter(({ at }) => Number(at) >= began);
    expect(rows.length).toBeGreaterThan(100);
    expect(late).toEqual([]);

    // The clock stood at the time of each webhook, so that all of their times are believed
    const children = await knex('deployments').pluck('children');
    expect(children.length).toBeGreaterThan(10);
    expect(children.filter(text => text.includes('implausible'))).toEqual([]);
    const open = await knex('records')
      .where({ kind: 'change', channel: 'pipeline', is_open: 1 })
      .where('created_at', '<', began - 2 * 3_600_000);
    expect(open).toEqual([]);

    const verified = await fetch(
      `http://localhost:${first.backend.server.port()}/api/itsm/v1/audit/verify`,
      {
        method: 'POST',
        headers: {
          authorization: mockCredentials.service.header(),
          'content-type': 'application/json',
        },
        body: '{}',
      },
    );
    expect(await verified.json()).toMatchObject({
      findings: [],
      intact: true,
    });
  });

  it('goes on after a crash, and tells nothing twice', async () => {
    const stopping = new AbortController();
    const first = await start(knex, 1);
    const portal = first.portal(stopping.signal);
    let kept: { progress: string } | undefined;
    let runs = 0;
    portal.tasks = {
      run: async task => {
        await first.portal(stopping.signal).tasks.run(task);
        runs += 1;
        if (runs === 6) kept = await knex('demo_story').first('progress');
        if (runs === 10) stopping.abort();
      },
    };
    await expect(fillPortal(portal)).rejects.toThrow(/aborted/);
    expect(first.clock.isReal).toBe(false);
    await first.backend.stop();
    // Killed: the last note is of some steps before
    await knex('demo_story').update(kept!);

    const second = await start(knex, 1);
    expect(second.clock.isReal).toBe(false);
    await fillPortal(second.portal(new AbortController().signal));
    expect(second.warnings).toEqual([]);
    expect(second.clock.isReal).toBe(true);
    const { began } = second.clock.book.progress!;
    const told = historyScript(began, 1).filter(step => step.do === 'open');
    const rows = await knex('records')
      .where('created_at', '<', began - DAY)
      .whereNot('channel', 'pipeline')
      .select('title');
    expect(rows.map(({ title }) => title).sort()).toEqual(
      told.map(({ input }) => (input as any).title).sort(),
    );
    // Problems and requesters who are answered for comment by themselves: what nobody says is left out
    const withoutNumbers = (text: string) =>
      text.replace(/«[^»]*»|\b[A-Z]{2,3}-\d{6}\b/g, '#');
    const said = historyScript(began, 1).flatMap(step =>
      step.do === 'comment' ? withoutNumbers(step.text) : [],
    );
    const comments = await knex('entries')
      .where({ verb: 'commented' })
      .where('at', '<', began - DAY)
      .select('content');
    expect(
      comments
        .map(({ content }) => withoutNumbers(JSON.parse(content).body.text))
        .filter(text => said.includes(text))
        .sort(),
    ).toEqual(said.sort());
  });
});
