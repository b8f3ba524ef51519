import { createTranslationRef } from '@backstage/frontend-plugin-api';

/** Titles in more than one language, so that tabs are in the reader's. */
export const riskTranslationRef = createTranslationRef({
  id: 'itsm.risk-register',
  messages: { title: 'Risks' },
  translations: { de: () => import('./de') },
});
