import type { ItsmRecord } from 'backstage-plugin-itsm-common';
import type { CommittedEntry, Principal } from 'backstage-plugin-itsm-node';
import { isOnlyWatching } from '../access/criteria';
import { WITHIN_ROLES } from '../lists/drivers';

/** Readers who are told of the same changes; a channel is named after them. */
export type Listeners = string;

/** A record with those who have a role on it. */
export interface WithRoles {
  record: Pick<ItsmRecord, 'id' | 'kind' | 'desk' | 'restricted'>;
  principals: readonly Principal[];
}

const listeners = (...parts: readonly unknown[]): Listeners =>
  JSON.stringify(parts);

/**
 * Other people are other listeners: who may do what with a record is part of their name. Watching
 * alone doesn't count: notes that mention somebody would fall silent, and only the watcher ends it.
 */
const accessTo = ({ record, principals }: WithRoles) => [
  record.restricted,
  [
    ...new Set(
      principals
        .filter(principal => !isOnlyWatching(principal))
        .map(({ role, ref }) => `${role} ${ref}`),
    ),
  ].sort(),
];

/** Readers of the record who read every unrestricted one of its kind; told only while it is unrestricted. */
export const everyReader = ({ record }: WithRoles) =>
  listeners('record', record.id, 'every reader');

/** Readers of the record who read it by a role, or although it is restricted. */
export const readersByRole = (of: WithRoles) =>
  listeners('record', of.record.id, 'readers by role', accessTo(of));

/** Those who read the record's internal notes. */
export const readersOfNotes = (of: WithRoles) =>
  listeners('record', of.record.id, 'readers of notes', accessTo(of));

/** Those who read every unrestricted record of the kind, at the page of an entity. */
export const entityReaders = (
  { kind, desk }: Pick<ItsmRecord, 'kind' | 'desk'>,
  ref: string,
) => listeners('entity', kind, desk, ref);

/** Those who may read the entry, and whose pages show something that it may have changed. */
export function listenersOf({
  entry,
  record,
  links,
  principals,
}: CommittedEntry): Listeners[] {
  const of = { record, principals };
  // Nobody looks at the page of a record before there is one
  const isNew = entry.verb === 'created';
  if (entry.audience === 'internal') return isNew ? [] : [readersOfNotes(of)];
  const ofRecord = isNew ? [] : [readersByRole(of)];
  if (record.restricted) return ofRecord;
  const refs = [
    ...links.filter(({ target }) => target === 'entity').map(({ ref }) => ref),
    // The pages of systems, domains and groups show what is recorded for their parts
    ...principals
      .filter(({ role }) => WITHIN_ROLES.includes(role))
      .map(({ ref }) => ref),
  ];
  return [
    ...ofRecord,
    ...(isNew ? [] : [everyReader(of)]),
    ...[...new Set(refs)].map(ref => entityReaders(record, ref)),
  ];
}
