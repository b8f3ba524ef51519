import {
  coreServices,
  createBackendModule,
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
} from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import { searchIndexRegistryExtensionPoint } from '@backstage/plugin-search-backend-node/alpha';
import { builtInKinds } from 'backstage-plugin-itsm-common';
import { RecordCollatorFactory } from './RecordCollatorFactory';

const SECTION = 'search.collators.itsm';

/**
 * Records of each kind. Search in memory builds its index in the event loop: with texts of 80 words,
 * 1,000 took 0.6 s and 90 MB, 10,000 took 11 s and 520 MB. PostgreSQL keeps it outside of the process.
 */
const LIMIT_IN_MEMORY = 1_000;
const LIMIT_ON_POSTGRES = 10_000;

/**
 * Adds a type of search result for each kind of record: `itsm-incident`, `itsm-change` …
 *
 * @public
 */
export const searchModuleItsm = createBackendModule({
  pluginId: 'search',
  moduleId: 'itsm',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        scheduler: coreServices.scheduler,
        indexRegistry: searchIndexRegistryExtensionPoint,
      },
      async init({ auth, config, discovery, scheduler, indexRegistry }) {
        const schedule = scheduler.createScheduledTaskRunner(
          scheduleOf(config),
        );
        for (const kind of kindsOf(config)) {
          indexRegistry.addCollator({
            schedule,
            factory: new RecordCollatorFactory(kind, {
              auth,
              discovery,
              limit: limitOf(config),
            }),
          });
        }
      },
    });
  },
});

function limitOf(config: Config): number {
  const client = config.getOptionalString('backend.database.client');
  return (
    config.getOptionalNumber(`${SECTION}.limit`) ??
    (client === 'pg' ? LIMIT_ON_POSTGRES : LIMIT_IN_MEMORY)
  );
}

function scheduleOf(config: Config) {
  return config.has(`${SECTION}.schedule`)
    ? readSchedulerServiceTaskScheduleDefinitionFromConfig(
        config.getConfig(`${SECTION}.schedule`),
      )
    : {
        frequency: { minutes: 10 },
        timeout: { minutes: 15 },
        initialDelay: { seconds: 3 },
      };
}

/** Kinds that ship, and those of modules that the configuration names; less what it switches off. */
function kindsOf(config: Config): string[] {
  const modules = config.getOptionalConfig('itsm.modules');
  const names = [
    ...builtInKinds.map(({ name }) => name),
    ...(modules?.keys() ?? []),
  ];
  return [...new Set(names)].filter(
    name => modules?.getOptionalBoolean(name) ?? true,
  );
}
