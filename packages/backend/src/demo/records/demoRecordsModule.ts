import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { ItsmClient } from 'backstage-plugin-itsm-common';
import { itsmTimeServiceRef } from 'backstage-plugin-itsm-node';
import { assertDevelopment } from '../assertDevelopment';
import { DemoClock } from '../history/DemoClock';
import { readMonths } from '../history/demoClockFactory';
import { EngineTasks } from '../history/EngineTasks';
import { readPersonas, readPlayers } from '../readPersonas';
import { catalogKnows } from './catalogKnows';
import { readGithubHook } from './deliverToGithubHook';
import { personaSignIn } from './personaSignIn';
import { fillPortal } from './fillPortal';

/**
 * Fills an empty demo portal with a year of history and the newest stories. It plays the people:
 * they sign in as a visitor does and use the HTTP API, so that no rule of the engine or of the
 * policy is bypassed and every timeline says who did what. A module of the ITSM plugin, for it
 * moves the clock of its engine (docs/adr/0021-demo.md).
 *
 * Like the demo sign-in it refuses production. Whatever else goes wrong is logged: a portal
 * without demo records works all the same. `demo.records: false` leaves the portal empty,
 * `demo.history: 0` leaves out the history.
 */
export const demoRecordsModule = createBackendModule({
  pluginId: 'itsm',
  moduleId: 'demo-records',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        clock: itsmTimeServiceRef,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
      },
      async init({ auth, clock, config, discovery, lifecycle, logger }) {
        assertDevelopment(config, process.env.NODE_ENV);
        if (config.getOptionalBoolean('demo.records') === false) return;
        if (!(clock instanceof DemoClock)) {
          throw new Error('The demo records need the clock of the demo');
        }

        const stopping = new AbortController();
        let filling: Promise<void> | undefined;
        // What it has begun is noted down before the database is closed
        lifecycle.addShutdownHook(async () => {
          stopping.abort();
          await filling;
        });

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
            clock,
            months: readMonths(config),
            people: [...readPersonas(config).keys(), ...readPlayers(config)],
            signIn: async ref => {
              const token = await signIn(ref);
              return clientWith(async () => token);
            },
            catalogKnows: catalogKnows(
              await discovery.getBaseUrl('catalog'),
              () => tokenFor('catalog'),
            ),
            hook: readGithubHook(config, itsmUrl),
            tasks: new EngineTasks({
              itsmUrl,
              token: () => tokenFor('itsm'),
              signal: stopping.signal,
            }),
            logger,
            signal: stopping.signal,
          });
        };
        // The portal is ready before its demo records are: nobody waits for them.
        lifecycle.addStartupHook(() => {
          filling = fill().catch(error => {
            if (stopping.signal.aborted) return;
            clock.beReal();
            logger.warn('The portal starts without demo records', error);
          });
        });
      },
    });
  },
});
