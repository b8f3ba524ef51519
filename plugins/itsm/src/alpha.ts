/**
 * What discovery finds beside the plugin: kinds among the types of results of Backstage's search.
 *
 * @packageDocumentation
 */
import {
  createFrontendFeatureLoader,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import { isKindOn } from 'backstage-plugin-itsm-react';
import { views } from './kinds';
import { resultType } from './search/extensions';

/**
 * Types of search results, of the kinds that `itsm.modules` leaves on: search in memory fails on a
 * type without an index. A plugin has the same extensions in every app, a loader need not.
 *
 * @public
 */
export default createFrontendFeatureLoader({
  loader: async ({ config }) => [
    createFrontendModule({
      pluginId: 'itsm',
      extensions: Object.entries(views)
        .filter(([kind]) => isKindOn(kind, config))
        .map(([kind, { title, icon }]) => resultType(kind, title, icon)),
    }),
  ],
});
