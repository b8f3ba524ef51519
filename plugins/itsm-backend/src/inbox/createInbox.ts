import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { isPostgres } from '../database/database';
import { deliveryOperations } from './deliveryOperations';
import { DeliveryService } from './DeliveryService';
import type { Hook } from './Hook';
import { createHookRouter } from './hookRouter';
import { InboxStore } from './InboxStore';
import { InboxWorker } from './InboxWorker';
import type { Meaning } from './Meaning';

export interface InboxOptions {
  knex: Knex;
  hooks: ReadonlyMap<string, Hook>;
  /** What rooms make of deliveries. */
  meanings: readonly Meaning[];
  logger: LoggerService;
  /** Differs for every process that uses the same database. */
  processId: string;
  now: () => number;
  /** 0 to 1. */
  random: () => number;
  /** Told what became of each delivery, for metrics. */
  onOutcome?: (instance: string, outcome: string) => void;
}

const DAY_MS = 24 * 3_600_000;
/** Ignored bodies are of use while somebody sets a hook up, processed ones to explain a change. */
const KEPT_MS = { ignored: 7 * DAY_MS, processed: 90 * DAY_MS } as const;

/**
 * Deliveries of one process at a time; more only queue up for the same database. SQLite has one
 * connection, and what waits for it stands in the way of deliveries that come in.
 */
const PARALLEL = { postgres: 6, sqlite: 2 } as const;

/** Puts together what receives webhooks, keeps them, and works them off. */
export function createInbox({ knex, ...o }: InboxOptions) {
  const store = new InboxStore(knex);
  const worker = new InboxWorker({
    ...o,
    store,
    parallel: isPostgres(knex) ? PARALLEL.postgres : PARALLEL.sqlite,
  });
  const deliveries = new DeliveryService(store, worker);
  return {
    store,
    worker,
    deliveries,
    /** Mount it at /hooks, before any body parser, open to callers without credentials. */
    hookRouter: createHookRouter({ ...o, store, worker }),
    operations: deliveryOperations(deliveries),
    /** Forgets what is old. */
    async prune(signal?: AbortSignal): Promise<void> {
      for (const status of ['ignored', 'processed'] as const) {
        const before = o.now() - KEPT_MS[status];
        while (!signal?.aborted && (await store.prune(status, before)) > 0);
      }
    },
  };
}
