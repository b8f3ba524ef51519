import {
  InvalidInputError,
  LifecycleError,
  lifecycleActions,
  type ActContext,
  type Link,
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

/** @throws InvalidInputError for a link with a record that the caller may not see. */
export function refuseUnknown(
  links: readonly Link[],
  targets: ActContext['targets'],
): void {
  const unknown = links.find(
    link => link.target === 'record' && !targets.has(link.ref),
  );
  if (!unknown) return;
  const { ref, role } = unknown;
  throw new InvalidInputError(
    `There is no record '${ref}' that you can see.`,
    { ref, role },
    'record_not_found',
  );
}
