import { createBackendModule } from '@backstage/backend-plugin-api';
import { itsmSourcesExtensionPoint } from 'backstage-plugin-itsm-node';
import { deckhandSource } from './deckhandSource';

/** Adds the source `deckhand`. */
export default createBackendModule({
  pluginId: 'itsm',
  moduleId: 'deckhand',
  register(env) {
    env.registerInit({
      deps: { sources: itsmSourcesExtensionPoint },
      init: async ({ sources }) => sources.addSource(deckhandSource),
    });
  },
});
