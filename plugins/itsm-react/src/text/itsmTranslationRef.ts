import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { messages } from './messages';

/**
 * All texts of the UI. Codes of the server (kinds, states, actions, refusals, errors, fields and
 * their choices) are keys here; the server itself sends no sentences.
 *
 * @public
 */
export const itsmTranslationRef = createTranslationRef({
  id: 'plugin.itsm',
  messages,
});
