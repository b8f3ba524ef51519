import {
  withoutPrivate,
  type ActContext,
  type Entry,
  type EntryView,
  type LinkView,
  type RecordView,
} from 'backstage-plugin-itsm-common';
import type { Caller } from '../access/Caller';
import type { TimelineLine } from '../timeline/amendments';
import { redactableBy } from '../timeline/redaction';
import { numbersIn, withoutNumbers } from '../timeline/recordNumbers';
import { presentEntry, presentLink } from './presentRecord';
import { readReadable } from './readReadable';
import type { Records } from '../records/Records';
import type { Visible } from './visibleRecords';

/**
 * Entries without the numbers of records that the caller may not read, and without what is private in this one;
 * texts stay as they were written.
 */
export async function presentEntries(
  records: Records,
  caller: Caller,
  { kind, isInsider }: Pick<Visible, 'kind' | 'isInsider'>,
  entries: readonly TimelineLine[],
  can: RecordView['can'],
  at: number,
): Promise<EntryView[]> {
  const shown = isInsider
    ? entries
    : entries.map(entry => withoutPrivate(kind, entry));
  const all = shown.flatMap(e => (e.amendment ? [e, e.amendment] : [e]));
  const named = [...new Set(all.flatMap(e => numbersIn(kind, e)))];
  const hidden = await hiddenAmong(records, caller, named);
  const present = (entry: Entry) =>
    presentEntry(kind, {
      ...entry,
      body: withoutNumbers(kind, entry, number => hidden.has(number)),
    });
  const redactable = (entry: Entry) => {
    const { ref } = caller.actor;
    const what = records.options.readOnly
      ? []
      : redactableBy(ref, entry, entries, at);
    return what.length > 0 && { redactable: what };
  };
  return shown.map(entry => ({
    ...present(entry),
    ...(entry.amendment && { amendment: present(entry.amendment) }),
    ...(isEditable(entry, caller, can) && { editable: true }),
    ...redactable(entry),
  }));
}

/** Those of the numbers that are of records which the caller may not read. */
async function hiddenAmong(
  records: Records,
  caller: Caller,
  numbers: readonly string[],
): Promise<ReadonlySet<string>> {
  const found = await readReadable(records, caller, 'number', numbers);
  const readable = new Set(found.map(({ record }) => record.number));
  const others = numbers.filter(number => !readable.has(number));
  if (others.length === 0) return new Set();
  // A pipeline may name what is a record of another system
  const rows = await records
    .knex('records')
    .whereIn('number', others)
    .select('number');
  return new Set(rows.map(({ number }) => number));
}

const isEditable = (entry: Entry, caller: Caller, can: RecordView['can']) =>
  entry.verb === 'commented' &&
  !entry.body.redacted &&
  entry.actor?.ref === caller.actor.ref &&
  (entry.audience === 'internal' ? can.commentInternally : can.comment);

/** Links to records that the caller may not read are left out: also their existence is theirs. */
export async function presentLinks(
  records: Records,
  caller: Caller,
  links: ActContext['links'],
): Promise<LinkView[]> {
  const numbers = links.filter(l => l.target === 'record').map(l => l.ref);
  const found = await readReadable(records, caller, 'number', numbers);
  const readable = new Map(found.map(each => [each.record.number, each]));
  return links
    .filter(link => link.target !== 'record' || readable.has(link.ref))
    .map(link => presentLink(link, readable.get(link.ref)));
}
