import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import type { KindDefinition } from 'backstage-plugin-itsm-common';
import type { EntityLookup } from '../entities/EntityLookup';
import { REPOSITORY_ANNOTATIONS } from './genericSource';
import type { Hook } from '../inbox/Hook';
import { API_INSTANCE } from '../inbox/hookConfig';
import type { Records } from '../records/Records';
import type { SignalChannels } from '../signals/SignalChannels';
import { deploymentMeaning, originOf } from './deploymentMeaning';
import { deploymentOperations } from './deploymentOperations';
import { DeploymentPages } from './DeploymentPages';
import { DeploymentService } from './DeploymentService';
import { DeploymentStore } from './DeploymentStore';
import { EntityMapping, type ReportOrigin } from './EntityMapping';
import { MappingService } from './MappingService';
import { readProduction } from './production';
import { Reconciler } from './Reconciler';
import { readPlausiblePast } from './toldTime';

export interface DeploymentsOptions {
  config: Config;
  records: Records;
  /** The kind that deployments are filed as; undefined where it is switched off. */
  change: KindDefinition | undefined;
  entities: Pick<EntityLookup, 'resolve' | 'findByAnnotation' | 'require'>;
  hooks: ReadonlyMap<string, Hook>;
  /** Names what tells pages of changes. */
  channels: SignalChannels;
  aliasNeedsApproval: boolean;
  logger: LoggerService;
  now: () => number;
}

/** Puts together what turns reports into deployments, and deployments into changes. */
export function createDeployments(o: DeploymentsOptions) {
  const { config, records, change, entities, hooks, logger, now } = o;
  const store = new DeploymentStore();
  const plausiblePastMs = readPlausiblePast(config);
  const deployments = new DeploymentService({
    records,
    store,
    mapping: new EntityMapping({ knex: records.knex, entities }),
    change,
    isProduction: readProduction(config),
    quietPeriodMs: records.options.settings.quietPeriodMs,
    plausiblePastMs,
  });
  const api: ReportOrigin = {
    instance: API_INSTANCE,
    annotations: REPOSITORY_ANNOTATIONS,
    trustEntityRefs:
      config.getOptionalBoolean('itsm.deployments.trustEntityRefs') ?? false,
  };
  const mappings = new MappingService({
    records,
    deployments,
    aliasNeedsApproval: o.aliasNeedsApproval,
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
    deployments,
    deploymentStore: store,
    mappings,
    reconciler,
    meaning: deploymentMeaning(deployments),
    operations: deploymentOperations({
      deployments,
      pages: new DeploymentPages({
        records,
        store,
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
    /** Repairs what was missed, and tries again what waits. */
    async sweep(signal?: AbortSignal): Promise<void> {
      await reconciler.run(signal);
      await mappings.sweep(signal);
      await store.pruneRuns(records.knex, now());
    },
  };
}
