import {
  createFrontendModule,
  type FrontendModule,
} from '@backstage/frontend-plugin-api';
import {
  KindViewBlueprint,
  type KindViewEntry,
} from 'backstage-plugin-itsm-react';
import { resultType } from '../search/extensions';
import { entityTab, pageTab } from './kindTabs';

/**
 * The frontend of a kind that a backend module brings: its view, a tab of the ITSM page when
 * `tab` is set, and a tab of entities when `entityTab` is.
 *
 * @public
 */
export function createKindModule(
  entry: KindViewEntry & { title: string; entityTab?: boolean },
): FrontendModule {
  const { kind, title } = entry;
  return createFrontendModule({
    pluginId: 'itsm',
    extensions: [
      KindViewBlueprint.make({ name: kind, params: entry }),
      resultType(kind, title),
      ...(entry.tab ? [pageTab(entry, title)] : []),
      ...(entry.entityTab ? [entityTab(entry, title)] : []),
    ],
  });
}
