/**
 * The plugin for the old frontend system.
 *
 * @packageDocumentation
 */
import { createElement, type JSX } from 'react';
import {
  configApiRef,
  createApiFactory,
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import {
  createKindViewsApi,
  itsmApiRef,
  kindViewsApiRef,
  rootRouteRef,
} from 'backstage-plugin-itsm-react';
import { createItsmClient } from './clientApi';
import { builtInKindViews } from './kinds';

const entityContent = (kind: string) =>
  import('./entity/EntityKindContent').then(
    ({ EntityKindContent }) =>
      () =>
        createElement(EntityKindContent, { kind }),
  );

/** The plugin; its members below are what an app mounts. @public */
export const itsmPlugin = createPlugin({
  id: 'itsm',
  routes: { root: rootRouteRef },
  apis: [
    createApiFactory({
      api: itsmApiRef,
      deps: { fetchApi: fetchApiRef },
      factory: createItsmClient,
    }),
    createApiFactory({
      api: kindViewsApiRef,
      deps: { config: configApiRef },
      factory: ({ config }) => createKindViewsApi(builtInKindViews, config),
    }),
  ],
});

/**
 * All ITSM pages; mount it at `/itsm`.
 *
 * @public
 */
export const ItsmPage: () => JSX.Element | null = itsmPlugin.provide(
  createRoutableExtension({
    name: 'ItsmPage',
    component: () =>
      import('./page/LegacyItsmPage').then(m => m.LegacyItsmPage),
    mountPoint: rootRouteRef,
  }),
);

const entityContentOf = (
  name: string,
  kind: string,
): (() => JSX.Element | null) =>
  itsmPlugin.provide(
    createComponentExtension({
      name,
      component: { lazy: () => entityContent(kind) },
    }),
  );

/**
 * The incidents of an entity; content of an `EntityLayout.Route`.
 *
 * @public
 */
export const EntityItsmIncidentsContent: () => JSX.Element | null =
  entityContentOf('EntityItsmIncidentsContent', 'incident');

/**
 * The problems of an entity; content of an `EntityLayout.Route`.
 *
 * @public
 */
export const EntityItsmProblemsContent: () => JSX.Element | null =
  entityContentOf('EntityItsmProblemsContent', 'problem');

/**
 * The changes and deployments of an entity; content of an `EntityLayout.Route`.
 *
 * @public
 */
export const EntityItsmChangesContent: () => JSX.Element | null =
  entityContentOf('EntityItsmChangesContent', 'change');

/**
 * The articles and known errors of an entity; content of an `EntityLayout.Route`.
 *
 * @public
 */
export const EntityItsmKnowledgeContent: () => JSX.Element | null =
  entityContentOf('EntityItsmKnowledgeContent', 'article');

/**
 * Open incidents and the last deployment of an entity, for its overview.
 *
 * @public
 */
export const EntityItsmCard: () => JSX.Element | null = itsmPlugin.provide(
  createComponentExtension({
    name: 'EntityItsmCard',
    component: {
      lazy: () =>
        import('./kinds/incident/EntityOverviewCard').then(
          m => m.EntityOverviewCard,
        ),
    },
  }),
);

/**
 * Urgent incidents of an entity, first on its overview; draws nothing while there are none.
 *
 * @public
 */
export const EntityItsmBanner: () => JSX.Element | null = itsmPlugin.provide(
  createComponentExtension({
    name: 'EntityItsmBanner',
    component: {
      lazy: () =>
        import('./kinds/incident/UrgentBanner').then(m => m.UrgentBanner),
    },
  }),
);
