import type { Entry, ItsmRecord, Link } from 'backstage-plugin-itsm-common';
import type { Principal } from './recordResource';

/** A committed entry with its record as it is now. @public */
export interface CommittedEntry {
  entry: Entry;
  record: ItsmRecord;
  /**
   * Only the record's own people may hear more of it than its number: it is restricted, in a private state,
   * or the entry tells of something that is theirs.
   */
  isPrivate: boolean;
  principals: Principal[];
  links: Link[];
}

/**
 * An outlet that follows committed entries. It may be called again with the same entry after a
 * crash, so it is idempotent by `entry.id`.
 *
 * @public
 */
export interface Reactor {
  name: string;
  /**
   * Decided in the record's transaction: only entries that interest it are queued. `linked` are the
   * links that were made with the entry.
   */
  follows(
    entry: Pick<Entry, 'verb' | 'audience' | 'body'>,
    kind: string,
    linked: readonly Link[],
  ): boolean;
  /** @throws Error to be called again later; after the last try the entry is dead for it. */
  react(committed: CommittedEntry): Promise<void>;
}
