import type { LoggerService } from '@backstage/backend-plugin-api';
import type { UnreadableRecordError } from 'backstage-plugin-itsm-common';
import { oncePerKey } from './oncePerKey';

/** Tells the log of each record that can't be read, once. */
export function loggedOnce(logger: LoggerService) {
  const once = oncePerKey();
  return ({ message, params }: UnreadableRecordError): void => {
    const number = String(params.number);
    once(number, () => logger.error(message, { number }));
  };
}
