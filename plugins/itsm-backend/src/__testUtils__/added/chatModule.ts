import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  itsmConfigExtensionPoint,
  itsmReactorsExtensionPoint,
} from 'backstage-plugin-itsm-node';
import { z } from 'zod';
import { chatReactor } from './chatReactor';

/** Adds the reactor `chat`, and its settings `itsm.chat`. */
export default createBackendModule({
  pluginId: 'itsm',
  moduleId: 'chat',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        settings: itsmConfigExtensionPoint,
        reactors: itsmReactorsExtensionPoint,
      },
      async init({ config, settings, reactors }) {
        settings.addSection('chat', z.strictObject({ webhookUrl: z.url() }));
        const url = config.getOptionalString('itsm.chat.webhookUrl');
        if (url) reactors.addReactor(chatReactor(url));
      },
    });
  },
});
