import { randomBytes } from 'node:crypto';
import type { Entry } from 'backstage-plugin-itsm-common';
import type { Knex } from 'knex';
import {
  bodyHashOf,
  canonicalJson,
  decodeEntry,
  type EntryRow,
} from './entryChain';

/** How long authors may take back what they wrote, in milliseconds. */
const AUTHOR_MS = 15 * 60_000;

/** Stands where a value stood. */
const REDACTED = { redacted: true };

/** Who took something back, and when; part of the body of what was taken back. */
export interface Redacted {
  by: string;
  /** Epoch milliseconds. */
  at: number;
}

type Fields = Record<string, unknown>;

/** Old and new value of a field that an edit changed. */
export const changeIn = (
  { verb, body }: Pick<Entry, 'verb' | 'body'>,
  field: string,
): [unknown, unknown] | undefined => {
  const fields = verb === 'edited' ? ((body.fields ?? {}) as Fields) : {};
  const change = Object.hasOwn(fields, field) ? fields[field] : undefined;
  return Array.isArray(change) && change.length === 2
    ? (change as [unknown, unknown])
    : undefined;
};

const isSame = (a: unknown, b: unknown) =>
  canonicalJson({ value: a }) === canonicalJson({ value: b });

/** Whether there is anything to take back. */
export const isRedactable = (value: unknown): boolean =>
  value !== undefined &&
  value !== null &&
  value !== '' &&
  !isSame(value, REDACTED);

/**
 * The entry that brought the value which an edit replaced: the edit of the field before it, or the
 * creation of the record.
 *
 * @param history - entries of the record, newest first
 */
export function broughtBy(
  history: readonly Entry[],
  edit: Entry,
  field: string,
): Entry | undefined {
  return history.find(
    entry =>
      entry.seq < edit.seq &&
      (entry.verb === 'created' || changeIn(entry, field)),
  );
}

/** Whether somebody may take back what was written because they wrote it, just now. */
export const isFreshlyBy = (
  actor: string,
  written: { by?: string; at: number } | undefined,
  at: number,
): boolean => written?.by === actor && at - written.at <= AUTHOR_MS;

/**
 * What the actor may take back of an entry as its author: `comment`, `file`, or fields whose old value
 * may go.
 *
 * @param history - entries of the record, newest first
 */
export function redactableBy(
  actor: string,
  entry: Entry,
  history: readonly Entry[],
  at: number,
): string[] {
  const isOwn = (each: Entry | undefined) =>
    isFreshlyBy(actor, each && writtenBy(each), at);
  if (entry.verb === 'commented' || entry.verb === 'attached') {
    const what = entry.verb === 'commented' ? 'comment' : 'file';
    return isOwn(entry) && !entry.body.redacted ? [what] : [];
  }
  if (entry.verb !== 'edited') return [];
  return Object.keys((entry.body.fields ?? {}) as Fields).filter(
    field =>
      isRedactable(changeIn(entry, field)?.[0]) &&
      isOwn(broughtBy(history, entry, field)),
  );
}

/** Who wrote an entry, and when. */
export const writtenBy = ({ actor, at }: Entry) => ({ by: actor?.ref, at });

/** The body of an edit without a value of a field, on either side of the arrow. */
export function bodyWithout(
  entry: Entry,
  field: string,
  value: unknown,
): Fields | undefined {
  const change = changeIn(entry, field);
  if (!change?.some(side => isSame(side, value))) return undefined;
  const fields = {
    ...(entry.body.fields as Fields),
    [field]: change.map(side => (isSame(side, value) ? REDACTED : side)),
  };
  return { ...entry.body, fields };
}

/**
 * Replaces the content of entries by what may stay, under a new salt; their hashes are left alone.
 *
 * @returns the hashes of what stays, by entry: the entry that tells of the redaction seals them
 */
export async function replaceContents(
  trx: Knex.Transaction,
  bodies: ReadonlyMap<Entry, Fields>,
  redacted: Redacted,
): Promise<Record<string, string>> {
  const remains: Record<string, string> = {};
  for (const [{ id, actor }, body] of bodies) {
    const salt = randomBytes(16).toString('hex');
    const content = canonicalJson({ actor, body: { ...body, redacted } });
    await trx('entries').where({ id }).update({ content, salt });
    remains[id] = bodyHashOf(salt, content);
  }
  return remains;
}

/** Entries of the record with these verbs that still have their content, newest first. */
export async function readEntries(
  trx: Knex.Transaction,
  recordId: string,
  verbs: readonly Entry['verb'][],
): Promise<Entry[]> {
  const rows: EntryRow[] = await trx('entries')
    .where({ record_id: recordId })
    .whereIn('verb', verbs as string[])
    .whereNotNull('content')
    .orderBy('seq', 'desc');
  return rows.map(decodeEntry);
}

/** The hashes of what redactions in a chain left of entries; of two the later one counts. */
export function remainsIn(chain: readonly EntryRow[]): Map<string, string> {
  const remains = new Map<string, string>();
  for (const row of chain) {
    if (row.verb !== 'redacted' || row.content === null) continue;
    if (bodyHashOf(row.salt ?? '', row.content) !== row.body_hash) continue;
    const { body } = decodeEntry(row);
    for (const [id, hash] of Object.entries((body.remains ?? {}) as Fields)) {
      remains.set(id, String(hash));
    }
  }
  return remains;
}
