import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { itsmSourcesExtensionPoint } from 'backstage-plugin-itsm-node';
import { createGithubSource } from './githubSource';

/**
 * Adds the source `github`: deployments, their statuses and workflow runs become changes.
 *
 * @public
 */
export const itsmModuleGithub = createBackendModule({
  pluginId: 'itsm',
  moduleId: 'github',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        sources: itsmSourcesExtensionPoint,
      },
      async init({ config, sources }) {
        sources.addSource(createGithubSource(config));
      },
    });
  },
});
