import type { EntryDraft, ItsmRecord } from 'backstage-plugin-itsm-common';
import type { Desks } from './Desks';
import { refuse } from '../records/refuse';
import type { StoredRecord } from '../records/StoredRecord';

/**
 * The record as another desk gets it: its group is that desk's, and nobody is assigned. What was restricted stays
 * so, also when it leaves a confidential desk.
 *
 * @throws InvalidInputError for a desk that there is not
 */
export function atDesk(
  desks: Desks,
  record: ItsmRecord,
  desk: string | undefined,
): ItsmRecord {
  if (desk === undefined || desks.require(desk) === record.desk) return record;
  return {
    ...record,
    desk,
    restricted: record.restricted || desks.isConfidential(desk),
    assignmentGroup: desks.groupOf(desk) ?? null,
    assignee: null,
  };
}

/**
 * Everything that a confidential desk has is restricted, whatever opens or changes it.
 *
 * @throws LifecycleError for an edit that would end that
 */
export function keptConfidential(
  desks: Desks,
  stored: StoredRecord,
  record: ItsmRecord,
): ItsmRecord {
  if (record.restricted || !desks.isConfidential(record.desk)) return record;
  const { isNew, record: before } = stored;
  if (!isNew && before.restricted && before.desk === record.desk) {
    refuse(stored, 'edit', {
      code: 'desk_is_confidential',
      params: { desk: record.desk },
    });
  }
  return { ...record, restricted: true };
}

/** What an edit did. Another desk assigns the record, too: that is a line of its own, which its group is told of. */
export function editEntries(
  fields: Record<string, [unknown, unknown]>,
  moved: object,
): EntryDraft[] {
  const { assignee, assignmentGroup, ...others } = fields;
  const assigned = {
    ...(assignee && { assignee }),
    ...(assignmentGroup && { assignmentGroup }),
  };
  const isAssigned = Boolean(fields.desk) && Object.keys(assigned).length > 0;
  return [
    {
      verb: 'edited',
      audience: 'public',
      body: { fields: isAssigned ? others : fields, ...moved },
    },
    ...(isAssigned
      ? [{ verb: 'assigned', audience: 'public', body: assigned } as const]
      : []),
  ];
}
