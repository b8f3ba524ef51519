import { createHash, randomBytes } from 'node:crypto';
import type { Actor, Entry, EntryDraft } from 'backstage-plugin-itsm-common';
import { v7 as uuid } from 'uuid';
import { toNumber } from '../database/database';

/** What the first entry of a record follows. */
export const GENESIS = '0'.repeat(64);

/** A row of `entries`. */
export interface EntryRow {
  id: string;
  record_id: string;
  seq: number;
  at: number;
  verb: string;
  audience: string;
  content: string | null;
  salt: string | null;
  body_hash: string;
  prev: string;
  hash: string;
  /** Id of the comment that it amends: what its body says, for queries. */
  amends: string | null;
}

export const sha256 = (...parts: (string | Buffer)[]): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
};

/** JSON with sorted keys and without undefined, so that equal content has one spelling. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner) => sortedKeys(inner));
}

/** The same of a value that came from JSON, without spelling it out: texts may be long. */
export function withSortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withSortedKeys);
  if (!value || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(sortedKeys(value) as object).map(([key, inner]) => [
      key,
      withSortedKeys(inner),
    ]),
  );
}

const sortedKeys = (value: unknown): unknown =>
  value && typeof value === 'object' && !Array.isArray(value)
    ? Object.fromEntries(
        Object.entries(value)
          .filter(([, inner]) => inner !== undefined)
          .sort(([a], [b]) => (a < b ? -1 : 1)),
      )
    : value;

export const bodyHashOf = (salt: string, content: string) =>
  sha256(salt, content);

/** The fields have no line breaks (all are ids, numbers, words or hashes), so the join is unique. */
export function entryHashOf(
  row: Pick<
    EntryRow,
    | 'prev'
    | 'id'
    | 'record_id'
    | 'seq'
    | 'at'
    | 'verb'
    | 'audience'
    | 'body_hash'
  >,
): string {
  return sha256(
    [
      row.prev,
      row.id,
      row.record_id,
      row.seq,
      toNumber(row.at),
      row.verb,
      row.audience,
      row.body_hash,
    ].join('\n'),
  );
}

/** Id of the comment that an entry amends. */
export const amendedBy = ({
  verb,
  body,
}: Pick<EntryDraft, 'verb' | 'body'>): string | null =>
  verb === 'amended' ? String(body.of) : null;

/** Chains drafts after the record's last entry. */
export function chainEntries(
  drafts: readonly EntryDraft[],
  options: {
    recordId: string;
    seq: number;
    lastHash: string;
    actor: Actor;
    at: number;
  },
): EntryRow[] {
  let { seq, lastHash: prev } = options;
  return drafts.map(draft => {
    const salt = randomBytes(16).toString('hex');
    const content = canonicalJson({ actor: options.actor, body: draft.body });
    seq += 1;
    const unsealed = {
      id: uuid(),
      record_id: options.recordId,
      seq,
      at: options.at,
      verb: draft.verb,
      audience: draft.audience,
      content,
      salt,
      body_hash: bodyHashOf(salt, content),
      prev,
      amends: amendedBy(draft),
    };
    prev = entryHashOf(unsealed);
    return { ...unsealed, hash: prev };
  });
}

/** Never fails: one broken line must not take its timeline with it. */
export function decodeEntry(row: EntryRow): Entry {
  const content = contentOf(row);
  return {
    id: row.id,
    recordId: row.record_id,
    seq: row.seq,
    at: toNumber(row.at),
    verb: row.verb as Entry['verb'],
    audience: row.audience as Entry['audience'],
    actor: content?.actor,
    body: content?.body ?? {},
    ...(content === null && { unreadable: true }),
  };
}

/** Undefined once it was erased, null when it is broken. */
function contentOf({ content }: EntryRow) {
  if (content === null) return undefined;
  try {
    const { actor, body } = JSON.parse(content);
    return actor && body && typeof body === 'object' ? { actor, body } : null;
  } catch {
    return null;
  }
}
