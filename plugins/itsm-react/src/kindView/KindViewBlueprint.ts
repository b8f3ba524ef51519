import {
  createExtensionBlueprint,
  createExtensionDataRef,
} from '@backstage/frontend-plugin-api';
import type { KindViewEntry } from './KindView';

/**
 * Carries a kind's view from a plugin to ITSM.
 *
 * @public
 */
export const kindViewDataRef = createExtensionDataRef<KindViewEntry>().with({
  id: 'itsm.kind-view',
});

/**
 * Adds the view of a kind that a backend module brings.
 *
 * @public
 */
export const KindViewBlueprint = createExtensionBlueprint({
  kind: 'itsm-kind-view',
  attachTo: { id: 'api:itsm/kind-views', input: 'views' },
  output: [kindViewDataRef],
  factory(params: KindViewEntry) {
    return [kindViewDataRef(params)];
  },
});
