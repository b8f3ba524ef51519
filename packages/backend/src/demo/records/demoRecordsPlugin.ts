import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { ItsmClient } from 'backstage-plugin-itsm-common';
import { assertDevelopment } from '../assertDevelopment';
import { readPersonas } from '../readPersonas';
import { catalogKnows } from './catalogKnows';
import { readGithubHook } from './deliverToGithubHook';
import { personaSignIn } from './personaSignIn';
import { fillPortal } from './fillPortal';

/**
 * Fills an empty demo portal with incidents, changes and deployments. It plays the personas: they
 * sign in as a visitor does and use the HTTP API, so that no rule of the engine or of the policy
 * is bypassed and every timeline says who did what.
 *
 * Like the demo sign-in it refuses production. Whatever else goes wrong is logged: a portal
 * without demo records works all the same. `demo.records: false` leaves the portal empty.
 */
export const demoRecordsPlugin = createBackendPlugin({
  pluginId: 'itsm-demo',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
      },
      async init({ auth, config, discovery, lifecycle, logger }) {
        assertDevelopment(config, process.env.NODE_ENV);
        if (config.getOptionalBoolean('demo.records') === false) return;

        const stopping = new AbortController();
        lifecycle.addShutdownHook(() => stopping.abort());

        const fill = async () => {
          const itsmUrl = await discovery.getBaseUrl('itsm');
          const tokenFor = async (targetPluginId: string) => {
            const { token } = await auth.getPluginRequestToken({
              onBehalfOf: await auth.getOwnServiceCredentials(),
              targetPluginId,
            });
            return token;
          };
          const clientWith = (tokenOf: () => Promise<string>) =>
            new ItsmClient(
              {
                fetch: async (url, options) =>
                  fetch(url, {
                    ...options,
                    headers: {
                      ...options?.headers,
                      authorization: `Bearer ${await tokenOf()}`,
                    },
                  }),
              },
              itsmUrl,
            );
          const signIn = personaSignIn(await discovery.getBaseUrl('auth'));
          await fillPortal({
            itsm: clientWith(() => tokenFor('itsm')),
            personas: [...readPersonas(config).keys()],
            signIn: async ref => {
              const token = await signIn(ref);
              return clientWith(async () => token);
            },
            catalogKnows: catalogKnows(
              await discovery.getBaseUrl('catalog'),
              () => tokenFor('catalog'),
            ),
            hook: readGithubHook(config, itsmUrl),
            logger,
            signal: stopping.signal,
          });
        };
        // The portal is ready before its demo records are: nobody waits for them.
        lifecycle.addStartupHook(() => {
          fill().catch(error => {
            if (!stopping.signal.aborted) {
              logger.warn('The portal starts without demo records', error);
            }
          });
        });
      },
    });
  },
});
