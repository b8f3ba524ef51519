import type { LoggerService } from '@backstage/backend-plugin-api';
import type { ItsmClient } from 'backstage-plugin-itsm-common';
import {
  connectionLimit,
  gatewayMove,
  giftCards,
  paymentsRollback,
  searchUpgrade,
} from './changes';
import { deliverToGithubHook, type GithubHook } from './deliverToGithubHook';
import type { Cast, DemoRecord } from './DemoRecord';
import {
  BAD_PAYMENTS_SHA,
  pastDeliveries,
  pastSteps,
  runningDeliveries,
} from './deployments';
import type { GithubDelivery } from './githubDelivery';
import {
  blankShop,
  connectionsRunOut,
  consoleLogsOut,
  leakedAddresses,
  missingTax,
  newsletterTwice,
  paymentsFail,
  paymentsFailAgain,
  priceRounding,
  umlauts,
} from './incidents';
import {
  cardErrors,
  connectionsAreKept,
  healthCheckLies,
  indexGrows,
  restartCheckout,
  taxReview,
} from './problems';
import { mailingList, orderReports, testCards } from './requests';
import { routingRules } from './routingRules';
import { windowsAndGates } from './windowsAndGates';
import { until } from './until';
import type { DemoClock } from '../history/DemoClock';
import type { EngineTasks } from '../history/EngineTasks';
import { historyScript } from '../history/script/historyScript';
import {
  OWNERS,
  PLAYERS,
  refOf,
  TEAMS,
  userRef,
} from '../history/script/world';
import { HistoryTeller } from '../history/HistoryTeller';

/** What the stories and the history name; the catalog reads its files after the start. */
const ENTITIES = [
  'component:default/checkout',
  'component:default/payments',
  'component:default/product-search',
  'component:default/web-shop',
  'component:default/mobile-bff',
  'component:default/session-service',
  'component:default/inventory',
  'component:default/warehouse-console',
  'component:default/newsletter',
  'resource:default/orders-db',
  'resource:default/search-index',
  'resource:default/event-stream',
  'group:default/team-checkout',
  'group:default/team-storefront',
  'group:default/team-fulfilment',
  'group:default/team-platform',
  'user:default/sofia',
  'user:default/marek',
  'user:default/fatima',
  'user:default/luca',
  'user:default/tom',
  // The files of a folder are read one by one
  ...[...OWNERS.keys()].map(refOf),
  ...Object.keys(TEAMS).map(name => `group:default/${name}`),
  ...Object.values(TEAMS).flatMap(team => team.others.map(userRef)),
  ...PLAYERS.map(userRef),
];

const CATALOG_TIMEOUT_MS = 120_000;
const DELIVERIES_TIMEOUT_MS = 30_000;

export interface Portal {
  clock: DemoClock;
  /** How far back the history goes; 0: there is none. */
  months: number;
  /** A client that may read everything. */
  itsm: ItsmClient;
  tasks: Pick<EngineTasks, 'run'>;
  /** Refs of those whom the demo sign-in knows. */
  people: string[];
  signIn: (entityRef: string) => Promise<ItsmClient>;
  catalogKnows: (entityRefs: string[]) => Promise<boolean>;
  hook?: GithubHook;
  logger: LoggerService;
  signal: AbortSignal;
}

/** Tells the history and the stories, unless there are records that it did not tell. */
export async function fillPortal(portal: Portal): Promise<void> {
  const { clock, itsm, logger, signal } = portal;
  const { book } = clock;
  let isEmpty = false;
  await until(
    'the ITSM backend',
    async () => {
      const { items } = await itsm.list('records', { state: 'all', limit: 1 });
      isEmpty = items.length === 0;
      return true;
    },
    { timeoutMs: CATALOG_TIMEOUT_MS, signal },
  );
  if (!isEmpty && !book.isUnfinished) return;

  await until(
    'the entities of the demo catalog',
    () => portal.catalogKnows(ENTITIES),
    { timeoutMs: CATALOG_TIMEOUT_MS, signal },
  );
  const cast = await signInAll(portal);
  if (!book.isUnfinished) {
    // A clock that is real already has no history to tell
    const months = clock.isReal ? 0 : portal.months;
    await book.save({ began: Date.now(), months, at: clock.now() });
  }
  if (!clock.isReal) await remember(portal, cast);
  // The same after a restart: a step told twice happens once only if it says the same
  const began = book.progress!.storiesBegan ?? Date.now();
  await book.save({ storiesBegan: began });
  const told = performance.now();
  const failures = await tellStories(portal, cast, began);
  await book.save({ isDone: true });
  logger.info(`Demo records are there${took(told, failures)}`);
}

/** The months before, at the times at which they happened; then the time is real. */
async function remember(portal: Portal, cast: Cast): Promise<void> {
  const { clock, logger } = portal;
  const { began, months } = clock.book.progress!;
  const told = performance.now();
  const steps = [...historyScript(began, months), ...pastSteps(began)].sort(
    (a, b) => a.at - b.at,
  );
  logger.info(`${months} months are told in ${steps.length} steps`);
  let failures = 0;
  const teller = new HistoryTeller({
    ...portal,
    cast,
    onFailure: (step, error) => {
      failures += 1;
      const what = JSON.stringify(step).slice(0, 200);
      logger.warn(`The history goes on without ${what}`, error);
    },
  });
  await teller.tell(steps);
  clock.beReal();
  logger.info(`The history is told${took(told, failures)}`);
}

function took(since: number, failures: number): string {
  const ms = Math.round(performance.now() - since);
  return ` after ${ms} ms${failures > 0 ? `; ${failures} could not be made` : ''}`;
}

async function signInAll(portal: Portal): Promise<Cast> {
  const cast: Record<string, ItsmClient> = {};
  for (const ref of portal.people) {
    await until(
      `the persona ${ref}`,
      async () => {
        cast[ref.replace(/^.*\//, '')] = await portal.signIn(ref);
        return true;
      },
      { timeoutMs: CATALOG_TIMEOUT_MS, signal: portal.signal },
    );
  }
  return cast as Cast;
}

/** One story that fails does not take the others with it; answers how many failed. */
async function tellStories(
  portal: Portal,
  cast: Cast,
  now: number,
): Promise<number> {
  let failures = 0;
  const tell = async <T>(story: () => Promise<T>): Promise<T | undefined> => {
    portal.signal.throwIfAborted();
    try {
      return await story();
    } catch (error) {
      failures += 1;
      portal.logger.warn('A demo record could not be made', error as Error);
      return undefined;
    }
  };
  const withRecord = (
    record: DemoRecord | undefined,
    story: (record: DemoRecord) => Promise<DemoRecord>,
  ) => record && tell(() => story(record));

  // The history has told them already, when they happened
  if (portal.clock.book.progress!.months === 0) {
    await tell(() => deliver(portal, pastDeliveries(now)));
  }
  const tax = await tell(() => missingTax(cast, now));
  await withRecord(tax, ({ number }) => taxReview(cast, number, now));
  await tell(() => newsletterTwice(cast, now));
  await tell(() => searchUpgrade(cast));
  const limit = await tell(() => connectionLimit(cast, now));
  const refused = await withRecord(limit, ({ number }) =>
    connectionsRunOut(cast, number),
  );
  const kept = await withRecord(refused, incident =>
    connectionsAreKept(cast, incident),
  );
  await withRecord(kept, ({ number }) => restartCheckout(cast, number));
  await tell(() => cardErrors(cast));
  await tell(() => indexGrows(cast));
  await tell(() => mailingList(cast));
  await tell(() => testCards(cast, now));
  await tell(() => orderReports(cast));
  await tell(() => gatewayMove(cast, now));
  await tell(() => leakedAddresses(cast));
  await tell(() => consoleLogsOut(cast));
  await tell(() => blankShop(cast));
  await tell(() => umlauts(cast));
  await tell(() => priceRounding(cast));
  await tell(() => routingRules(cast));
  await tell(() => windowsAndGates(cast));
  const announced = await tell(() => giftCards(cast, now));
  if (announced) {
    await tell(() => deliver(portal, runningDeliveries(Date.now())));
  }
  const cause = await tell(() => changeOf(portal.itsm, BAD_PAYMENTS_SHA));
  const outage = await tell(() => paymentsFail(cast, now, cause));
  await withRecord(outage, ({ number }) => paymentsFailAgain(cast, number));
  await withRecord(outage, ({ number }) => paymentsRollback(cast, number));
  await withRecord(outage, incident => healthCheckLies(cast, incident));
  return failures;
}

/** Sends webhooks in their order and waits until they are worked off. */
async function deliver(
  { hook, itsm, logger, signal }: Portal,
  deliveries: GithubDelivery[],
): Promise<void> {
  if (!hook) {
    logger.info('No hook for GitHub is configured: there are no deployments');
    return;
  }
  for (const delivery of deliveries) await deliverToGithubHook(hook, delivery);
  await until(
    'the deliveries',
    async () =>
      (await itsm.deliveries.list({ status: 'received', limit: 1 })).items
        .length === 0,
    { timeoutMs: DELIVERIES_TIMEOUT_MS, signal },
  );
}

/** The number of the change that registered the deployment of a commit. */
async function changeOf(itsm: ItsmClient, revision: string) {
  const { items } = await itsm.list('changes', {
    state: 'all',
    entity: 'component:default/payments',
    limit: 100,
  });
  return items.find(change => change.fields.revision === revision)?.number;
}
