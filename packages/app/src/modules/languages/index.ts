import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { TranslationBlueprint } from '@backstage/plugin-app-react';
import { itsmTranslations } from 'backstage-plugin-itsm-react';

/** Texts in other languages; app-config.yaml names those that people can choose in the settings. */
export const languagesModule = createFrontendModule({
  pluginId: 'app',
  extensions: [
    TranslationBlueprint.make({
      name: 'itsm',
      params: { resource: itsmTranslations },
    }),
  ],
});
