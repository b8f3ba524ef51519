import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  metricsServiceRef,
  tracingServiceRef,
} from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import type { KindDefinition } from 'backstage-plugin-itsm-common';
import {
  itsmTimeServiceRef,
  itsmConfigExtensionPoint,
  itsmKindsExtensionPoint,
  itsmReactorsExtensionPoint,
  itsmSourcesExtensionPoint,
  type DeploymentSource,
  type Reactor,
} from 'backstage-plugin-itsm-node';
import type { z } from 'zod';
import { installItsm } from './installItsm';
import { ROOMS } from './rooms';

/** The plugin with these rooms: tests add some. */
export const createItsmPlugin = (rooms = ROOMS) =>
  createBackendPlugin({
    pluginId: 'itsm',
    register(env) {
      const kinds: KindDefinition[] = [];
      const sources: DeploymentSource[] = [];
      const reactors: Reactor[] = [];
      const configSections = new Map<string, z.ZodType>();
      env.registerExtensionPoint(itsmKindsExtensionPoint, {
        addKind: kind => kinds.push(kind),
      });
      env.registerExtensionPoint(itsmSourcesExtensionPoint, {
        addSource: source => sources.push(source),
      });
      env.registerExtensionPoint(itsmReactorsExtensionPoint, {
        addReactor: reactor => reactors.push(reactor),
      });
      env.registerExtensionPoint(itsmConfigExtensionPoint, {
        addSection: (key, schema) => {
          if (configSections.has(key)) {
            throw new Error(
              `Two modules add itsm.${key} to the configuration; remove one of them, or rename its section`,
            );
          }
          configSections.set(key, schema);
        },
      });
      env.registerInit({
        deps: {
          auditor: coreServices.auditor,
          auth: coreServices.auth,
          catalog: catalogServiceRef,
          clock: itsmTimeServiceRef,
          config: coreServices.rootConfig,
          database: coreServices.database,
          events: eventsServiceRef,
          httpAuth: coreServices.httpAuth,
          httpRouter: coreServices.httpRouter,
          lifecycle: coreServices.lifecycle,
          logger: coreServices.logger,
          metrics: metricsServiceRef,
          notifications: notificationService,
          permissions: coreServices.permissions,
          permissionsRegistry: coreServices.permissionsRegistry,
          scheduler: coreServices.scheduler,
          signals: signalsServiceRef,
          tracing: tracingServiceRef,
          userInfo: coreServices.userInfo,
        },
        init: services =>
          installItsm(
            { ...services, kinds, sources, reactors, configSections },
            rooms,
          ),
      });
    },
  });

/**
 * The ITSM backend: records of every kind over the catalog, the inbox of deployments, and the
 * outlets that follow them.
 *
 * @public
 */
export const itsmPlugin = createItsmPlugin();
