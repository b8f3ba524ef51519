import {
  InvalidInputError,
  LifecycleError,
  lifecycleActions,
  type ActContext,
  type ItsmRecord,
  type Link,
  type Refusal,
} from 'backstage-plugin-itsm-common';
import type { StoredRecord } from './StoredRecord';

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

/**
 * Nobody stops being the requester by their own hand: internal notes are hidden from the requester, and
 * would be shown to whoever works on it as well. Who typed a record stays who typed it.
 *
 * @throws LifecycleError
 */
export function refuseHandOver(
  stored: StoredRecord,
  { requester, openedBy }: ItsmRecord,
  actor: string,
): void {
  const { record } = stored;
  if (record.openedBy !== openedBy) {
    throw new Error(`Kind '${record.kind}' changes who opened a record`);
  }
  if (record.requester !== requester && record.requester === actor) {
    refuse(stored, 'change', { code: 'requester_is_handed_over_by_others' });
  }
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
