import { actionMessages } from './actionMessages';
import { definitionMessages } from './definitionMessages';
import { failureMessages } from './failureMessages';
import { fieldMessages } from './fieldMessages';
import { kindMessages } from './kindMessages';
import { listMessages } from './listMessages';
import { recordMessages } from './recordMessages';
import { refusalMessages } from './refusalMessages';

/** All texts in English; every other language has the same keys. */
export const messages = {
  ...kindMessages,
  ...actionMessages,
  ...refusalMessages,
  ...fieldMessages,
  ...failureMessages,
  ...listMessages,
  ...recordMessages,
  ...definitionMessages,
} as const;
