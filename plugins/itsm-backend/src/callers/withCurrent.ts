import {
  StaleVersionError,
  type KindDefinition,
  type RecordView,
} from 'backstage-plugin-itsm-common';
import type { Call } from '../http/operation';
import type { AuthorizedRecords } from './AuthorizedRecords';

/** A lost race answers with the record as the caller would read it now. */
export async function withCurrent<T>(
  { reader }: { reader: AuthorizedRecords },
  call: Call,
  kind: KindDefinition,
  write: () => Promise<T>,
  /** The version to send next; of the record, unless the race was about a part of it. */
  versionOf: (current: RecordView, error: StaleVersionError) => number = r =>
    r.version,
): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!(error instanceof StaleVersionError)) throw error;
    const current = await reader.view(
      call.caller,
      call.params.number,
      kind.name,
    );
    throw new StaleVersionError(
      call.ifMatch,
      versionOf(current, error),
      current,
    );
  }
}
