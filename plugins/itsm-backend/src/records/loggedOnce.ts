import type { LoggerService } from '@backstage/backend-plugin-api';
import type { UnreadableRecordError } from 'backstage-plugin-itsm-common';

/** More broken records than this are a broken database, which the log says by then. */
const MOST_LOGGED = 1_000;

/** Tells the log of each record that can't be read, once as long as the process lives. */
export function loggedOnce(logger: LoggerService) {
  const logged = new Set<unknown>();
  return ({ message, params: { number } }: UnreadableRecordError): void => {
    if (logged.has(number) || logged.size >= MOST_LOGGED) return;
    logged.add(number);
    logger.error(message, { number: String(number) });
  };
}
