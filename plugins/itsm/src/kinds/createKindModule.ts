import {
  createFrontendFeatureLoader,
  createFrontendModule,
  type FrontendFeatureLoader,
  type FrontendModule,
} from '@backstage/frontend-plugin-api';
import {
  KindViewBlueprint,
  isKindOn,
  type ItsmTitle,
  type KindViewEntry,
} from 'backstage-plugin-itsm-react';
import { resultType } from '../search/extensions';
import { entityTab, pageTab } from './kindTabs';

/** A kind as {@link createKindModule} takes it. @public */
export interface KindModuleOptions extends KindViewEntry {
  /** Of its tabs and of its type of search results: a text, or one of a translation ref for every language. */
  title: ItsmTitle;
  /** True if entities have a tab for the kind. */
  entityTab?: boolean;
}

/**
 * The frontend of a kind that a backend module brings: its view, a type of search results, a tab of
 * the ITSM page when `tab` is set, and a tab of entities when `entityTab` is. Nothing of it is in an
 * app whose `itsm.modules` switches the kind off.
 *
 * @public
 */
export function createKindModule(
  options: KindModuleOptions,
): FrontendFeatureLoader {
  return createFrontendFeatureLoader({
    loader: async ({ config }) =>
      isKindOn(options.kind, config) ? [kindModule(options)] : [],
  });
}

/** The same, on in every app. */
export function kindModule(options: KindModuleOptions): FrontendModule {
  const { kind, title } = options;
  return createFrontendModule({
    pluginId: 'itsm',
    extensions: [
      KindViewBlueprint.make({ name: kind, params: options }),
      resultType(kind, title, options.icon),
      ...(options.tab ? [pageTab(options)] : []),
      ...(options.entityTab ? [entityTab(options)] : []),
    ],
  });
}
