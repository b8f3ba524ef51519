import { createTranslationResource } from '@backstage/frontend-plugin-api';
import { itsmTranslationRef } from './itsmTranslationRef';

/**
 * The texts in other languages than English, for an app to install. German (`de`) is complete.
 *
 * @public
 */
export const itsmTranslations = createTranslationResource({
  ref: itsmTranslationRef,
  translations: { de: () => import('./de') },
});
