import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import type { KindDefinition } from 'backstage-plugin-itsm-common';
import type { DeploymentSource } from 'backstage-plugin-itsm-node';
import type { EntityLookup } from '../entities/EntityLookup';
import { DeploymentService } from '../deployments/DeploymentService';
import { DeploymentStore } from '../deployments/DeploymentStore';
import { EntityMapping } from '../deployments/EntityMapping';
import { readProduction } from '../deployments/production';
import type { Records } from '../records/Records';
import { DeliveryService } from './DeliveryService';
import { genericSource } from './genericSource';
import { readHooks } from './hookConfig';
import { createHookRouter } from './hookRouter';
import { InboxStore } from './InboxStore';
import { InboxWorker, type Hook } from './InboxWorker';

export interface InboxOptions {
  config: Config;
  records: Records;
  /** The kind that deployments are filed as. */
  change: KindDefinition;
  entities: Pick<EntityLookup, 'resolve' | 'findByAnnotation'>;
  /** Those of modules; `generic` is built in. */
  sources: readonly DeploymentSource[];
  logger: LoggerService;
  /** Differs for every process that uses the same database. */
  processId: string;
  now: () => number;
  /** 0 to 1. */
  random: () => number;
}

/** Puts the rooms of webhooks and deployments together. */
export function createInbox(o: InboxOptions) {
  const { config, records, change, entities, logger, processId, now, random } = o;
  const sources = new Map(
    [genericSource, ...o.sources].map(source => [source.name, source]),
  );
  const hooks: ReadonlyMap<string, Hook> = new Map(
    readHooks(config, [...sources.keys()]).map(instance => [
      instance.name,
      { instance, source: sources.get(instance.source)! },
    ]),
  );
  const deploymentStore = new DeploymentStore();
  const mapping = new EntityMapping({ knex: records.knex, entities });
  const deployments = new DeploymentService({
    records,
    store: deploymentStore,
    mapping,
    change,
    isProduction: readProduction(config),
    quietPeriodMs: records.options.policy.quietPeriodMs,
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
  });
  return {
    hooks,
    store,
    worker,
    deliveries: new DeliveryService(store, worker),
    deployments,
    deploymentStore,
    hookRouter: createHookRouter({ hooks, store, worker, logger, now }),
  };
}
