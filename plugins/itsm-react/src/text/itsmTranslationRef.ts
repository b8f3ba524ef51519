import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { actionMessages } from './messages/actionMessages';
import { kindMessages } from './messages/kindMessages';
import { fieldMessages } from './messages/fieldMessages';
import { failureMessages } from './messages/failureMessages';
import { listMessages } from './messages/listMessages';
import { recordMessages } from './messages/recordMessages';
import { refusalMessages } from './messages/refusalMessages';

/**
 * All texts of the UI. Codes of the server (kinds, states, actions, refusals, errors, fields and
 * their choices) are keys here; the server itself sends no sentences.
 *
 * @public
 */
export const itsmTranslationRef = createTranslationRef({
  id: 'plugin.itsm',
  messages: {
    ...kindMessages,
    ...actionMessages,
    ...refusalMessages,
    ...fieldMessages,
    ...failureMessages,
    ...listMessages,
    ...recordMessages,
  },
});
