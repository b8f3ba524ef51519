import { createBackendModule } from '@backstage/backend-plugin-api';
import { itsmKindsExtensionPoint } from 'backstage-plugin-itsm-node';
import { risk } from './risk';

/** Adds the kind: routes, permissions, numbers, timeline, search. */
export default createBackendModule({
  pluginId: 'itsm',
  moduleId: 'risk-register',
  register(env) {
    env.registerInit({
      deps: { kinds: itsmKindsExtensionPoint },
      init: async ({ kinds }) => kinds.addKind(risk),
    });
  },
});
