import type { KindDefinition } from './kind';
import type { ItsmRecord } from './record';
import type { Entry } from './timeline';

/**
 * Whether only its own people read the record, as the policy decides of what is restricted: it is marked as
 * restricted, or nobody else is meant to rely on it yet.
 *
 * @public
 */
export const isPrivate = (
  kind: KindDefinition,
  { restricted, state }: Pick<ItsmRecord, 'restricted' | 'state'>,
): boolean => restricted || kind.states[state]?.private === true;

/** What the body of any entry may tell everybody who reads the record. */
const SAID_TO_ALL = ['action', 'from', 'to'];

/** The entry as it is shown to those who would not read the record if it was restricted. @public */
export const withoutPrivate = <T extends Pick<Entry, 'verb' | 'body'>>(
  kind: KindDefinition,
  entry: T,
): T =>
  kind.tellsPrivately?.(entry)
    ? {
        ...entry,
        body: Object.fromEntries(
          Object.entries(entry.body).filter(([name]) =>
            SAID_TO_ALL.includes(name),
          ),
        ),
      }
    : entry;
