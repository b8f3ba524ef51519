import {
  LifecycleError,
  lifecycleActions,
  type Refusal,
} from 'backstage-plugin-itsm-common';
import type { StoredRecord } from './commitRecord';

/** @param what - what was tried: edit, comment, link */
export function refuse(
  { kind, record }: StoredRecord,
  what: string,
  refusal: Refusal,
): never {
  throw new LifecycleError(
    `${record.number} refuses this ${what}: ${refusal.code}.`,
    refusal,
    lifecycleActions(kind, record),
  );
}

/** @throws LifecycleError in a state in which the record is only read. */
export function refuseReadOnly(stored: StoredRecord, what: string): void {
  const { kind, record } = stored;
  if (kind.readOnlyIn.includes(record.state)) {
    refuse(stored, what, {
      code: 'read_only',
      params: { state: record.state },
    });
  }
}
