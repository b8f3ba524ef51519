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
  type AnyApiFactory,
} from '@backstage/core-plugin-api';
import { createCardExtension } from '@backstage/plugin-home-react';
import {
  createSearchResultListItemExtension,
  type SearchResultListItemExtensionProps,
} from '@backstage/plugin-search-react';
import {
  createKindViewsApi,
  itsmApiRef,
  kindViewsApiRef,
  rootRouteRef,
  type KindViewEntry,
} from 'backstage-plugin-itsm-react';
import { createItsmClient } from './clientApi';
import { builtInKindViews } from './kinds';
import { isRecordResult } from './search/isRecordResult';

export {
  useReportIncident,
  type ReportIncident,
} from './kinds/incident/useReportIncident';

const entityContent = (kind: string) =>
  import('./entity/EntityKindContent').then(
    ({ EntityKindContent }) =>
      () =>
        createElement(EntityKindContent, { kind }),
  );

/**
 * Views of kinds that backend modules bring, beside those that ship; of two views of one kind the later
 * wins. For the `apis` of `createApp`, where it takes the place of the plugin's own.
 *
 * @public
 */
export const createKindViewsApiFactory = (
  more: readonly KindViewEntry[] = [],
): AnyApiFactory =>
  createApiFactory({
    api: kindViewsApiRef,
    deps: { config: configApiRef },
    factory: ({ config }) =>
      createKindViewsApi([...builtInKindViews, ...more], config),
  });

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
    createKindViewsApiFactory(),
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

/**
 * A record among the results of Backstage's search; a child of `SearchResult`.
 *
 * @public
 */
export const ItsmSearchResultListItem: (
  props: SearchResultListItemExtensionProps,
) => JSX.Element | null = itsmPlugin.provide(
  createSearchResultListItemExtension({
    name: 'ItsmSearchResultListItem',
    component: () => import('./search/RecordResult').then(m => m.RecordResult),
    predicate: isRecordResult,
  }),
);

/**
 * Decisions that wait for the reader and what is assigned to them; a card of the home page.
 *
 * @public
 */
export const HomePageItsmMyWork: (props: {
  title?: string;
}) => JSX.Element | null = itsmPlugin.provide(
  createCardExtension({
    name: 'ItsmMyWork',
    title: 'My work',
    description: 'Decisions that wait for you, and records assigned to you',
    components: () => import('./mywork/MyWorkWidget'),
    layout: { height: { minRows: 4 }, width: { minColumns: 4 } },
  }),
);
