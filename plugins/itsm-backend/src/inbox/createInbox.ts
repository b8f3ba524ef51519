import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import type { KindDefinition } from 'backstage-plugin-itsm-common';
import type { DeploymentSource } from 'backstage-plugin-itsm-node';
import { isPostgres } from '../database';
import type { EntityLookup } from '../entities/EntityLookup';
import { DeploymentPages } from '../deployments/DeploymentPages';
import { deploymentOperations } from '../deployments/deploymentOperations';
import { DeploymentService } from '../deployments/DeploymentService';
import { DeploymentStore } from '../deployments/DeploymentStore';
import { EntityMapping, type ReportOrigin } from '../deployments/EntityMapping';
import { MappingService } from '../deployments/MappingService';
import { readProduction } from '../deployments/production';
import { readPlausiblePast } from '../deployments/toldTime';
import type { Records } from '../records/Records';
import type { SignalChannels } from '../signals/SignalChannels';
import { deliveryOperations } from './deliveryOperations';
import { DeliveryService } from './DeliveryService';
import { genericSource, REPOSITORY_ANNOTATIONS } from './genericSource';
import { API_INSTANCE, readHooks } from './hookConfig';
import { createHookRouter } from './hookRouter';
import { InboxStore } from './InboxStore';
import { InboxWorker, originOf, type Hook } from './InboxWorker';
import { Reconciler } from './Reconciler';

export interface InboxOptions {
  config: Config;
  records: Records;
  /** The kind that deployments are filed as. */
  change: KindDefinition | undefined;
  entities: Pick<EntityLookup, 'resolve' | 'findByAnnotation' | 'require'>;
  /** Those of modules; `generic` is built in. */
  sources: readonly DeploymentSource[];
  /** Names what tells pages of changes. */
  channels: SignalChannels;
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

/**
 * Puts the rooms of webhooks and deployments together. The plugin mounts `hookRouter` and
 * `operations`, calls `worker.tick()` every few seconds in each process, `sweep()` every quarter of
 * an hour in one of them, and awaits `worker.stop()` before it stops.
 */
export function createInbox(o: InboxOptions) {
  const { config, records, change, entities, logger, processId, now, random } =
    o;
  const sources = new Map(
    [genericSource, ...o.sources].map(source => [source.name, source]),
  );
  const hooks: ReadonlyMap<string, Hook> = new Map(
    readHooks(config).map(instance => [
      instance.name,
      { instance, source: sources.get(instance.source)! },
    ]),
  );
  const deploymentStore = new DeploymentStore();
  const plausiblePastMs = readPlausiblePast(config);
  const mapping = new EntityMapping({ knex: records.knex, entities });
  const deployments = new DeploymentService({
    records,
    store: deploymentStore,
    mapping,
    change,
    isProduction: readProduction(config),
    quietPeriodMs: records.options.policy.quietPeriodMs,
    plausiblePastMs,
  });
  const store = new InboxStore(records.knex);
  const worker = new InboxWorker({
    store,
    hooks,
    deployments,
    logger,
    processId,
    now,
    random,
    parallel: isPostgres(records.knex) ? PARALLEL.postgres : PARALLEL.sqlite,
    onOutcome: o.onOutcome,
  });
  const deliveries = new DeliveryService(store, worker);
  const api: ReportOrigin = {
    instance: API_INSTANCE,
    annotations: REPOSITORY_ANNOTATIONS,
    trustEntityRefs:
      config.getOptionalBoolean('itsm.deployments.trustEntityRefs') ?? false,
  };
  const mappings = new MappingService({
    records,
    deployments,
    now,
    logger,
    originOf: instance => {
      const hook = hooks.get(instance);
      // A hook that was removed from the configuration is trusted with nothing.
      return hook
        ? originOf(hook)
        : { ...api, instance, trustEntityRefs: false };
    },
  });
  const reconciler = new Reconciler({
    hooks,
    deployments,
    logger,
    now,
    plausiblePastMs,
  });
  return {
    hooks,
    store,
    worker,
    deliveries,
    deployments,
    deploymentStore,
    mappings,
    reconciler,
    /** Mount it at /hooks, before any body parser, open to callers without credentials. */
    hookRouter: createHookRouter({ hooks, store, worker, logger, now }),
    operations: [
      ...deploymentOperations({
        deployments,
        pages: new DeploymentPages({
          records,
          store: deploymentStore,
          change,
          channels: o.channels,
        }),
        mappings,
        entities,
        api,
        instances: [...hooks.keys(), API_INSTANCE],
        appBaseUrl: config.getOptionalString('app.baseUrl') ?? '',
        now,
      }),
      ...deliveryOperations(deliveries),
    ],
    /** For the scheduler, every 15 minutes in one process: repairs what was missed, forgets what is old. */
    async sweep(signal?: AbortSignal): Promise<void> {
      await reconciler.run(signal);
      await mappings.sweep(signal);
      for (const status of ['ignored', 'processed'] as const) {
        const before = now() - KEPT_MS[status];
        while (!signal?.aborted && (await store.prune(status, before)) > 0);
      }
      await deploymentStore.pruneRuns(records.knex, now());
    },
  };
}
