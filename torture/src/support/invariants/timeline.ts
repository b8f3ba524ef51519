import { createHash } from 'node:crypto';
import {
  lifecycleRows,
  type KindDefinition,
} from 'backstage-plugin-itsm-common';
import type { Row, StoredRecord, Tell } from './stored';

/*
 * Read again from what docs/adr/0004-entry.md promises, not with the product's code: a mistake
 * there must not hide itself.
 */

const sha256 = (text: string) =>
  createHash('sha256').update(text).digest('hex');

/** What an entry says, without who said it. */
export const bodyOf = (entry: Row): any => JSON.parse(entry.content).body;

/** `seq` counts the entries, and their hashes are one unbroken chain that the record ends. */
export function checkChain({ row, entries }: StoredRecord, tell: Tell): void {
  if (row.seq !== entries.length) {
    tell(`seq is ${row.seq} and there are ${entries.length} entries`);
  }
  let prev = '0'.repeat(64);
  entries.forEach((entry, index) => {
    const { id, record_id, seq, at, verb, audience, body_hash, hash } = entry;
    if (seq !== index + 1) tell(`entry ${index + 1} has seq ${seq}`);
    if (entry.prev !== prev)
      tell(`entry ${seq} does not follow the one before`);
    const sealed = [prev, id, record_id, seq, Number(at), verb, audience];
    if (sha256([...sealed, body_hash].join('\n')) !== hash) {
      tell(`entry ${seq} has another hash than its content`);
    }
    const isErased = entry.content === null;
    if (!isErased && sha256(entry.salt + entry.content) !== body_hash) {
      tell(`entry ${seq} has another body than it was sealed with`);
    }
    prev = hash;
  });
  if (row.last_hash !== prev) tell('last_hash is not that of the last entry');
}

/** Verbs of entries that come without a new version, or with one: it depends on the rule. */
const EITHER = ['commented', 'linked', 'unlinked', 'deployed'];

const transitions = new Map<KindDefinition, Set<string>>();

function isTransition(kind: KindDefinition, move: string): boolean {
  const known =
    transitions.get(kind) ??
    new Set(lifecycleRows(kind).map(r => `${r.action}: ${r.from} to ${r.to}`));
  transitions.set(kind, known);
  return known.has(move);
}

/** An edit or a link of approved content asks for the approval again. */
const isReapproval = (kind: KindDefinition, from: string, to: string) =>
  kind.name === 'change' &&
  from === 'scheduled' &&
  ['assess', 'authorize'].includes(to);

/**
 * The timeline is a path through the kind's lifecycle that ends where the record is; the version
 * is as high as the entries make it; and each edit changed what the one before it left.
 */
export function checkHistory(stored: StoredRecord, tell: Tell): void {
  const { kind, row, entries } = stored;
  if (entries.length === 0 || entries.some(entry => entry.content === null)) {
    return;
  }
  const [first, ...later] = entries;
  if (first.verb !== 'created') tell(`the first entry is '${first.verb}'`);
  let state: string = bodyOf(first).state;
  let least = 1;
  let most = 1;
  for (const entry of later) {
    const { action, from = state, to = from, fields } = bodyOf(entry);
    if (from !== state) tell(`entry ${entry.seq} leaves ${from}, not ${state}`);
    // A second lifecycle has states of its own
    const { lifecycle } = kind.actions[action] ?? {};
    const [before, after] = lifecycle ? fields[lifecycle] : [from, to];
    const isLegal = action
      ? isTransition(kind, `${action}: ${before} to ${after}`)
      : from === to || isReapproval(kind, from, to);
    if (!isLegal) {
      tell(`entry ${entry.seq} goes from ${from} to ${to} by '${action}'`);
    }
    state = to;
    const raises = Boolean(action) || entry.verb === 'edited';
    if (raises) least += 1;
    if (raises || EITHER.includes(entry.verb)) most += 1;
  }
  if (row.state !== state) tell(`is ${row.state}, its entries end in ${state}`);
  if (row.version < least || row.version > most) {
    tell(`has version ${row.version}, its entries make ${least} to ${most}`);
  }
  checkEdits(stored, tell);
}

const EDITED: [string, string][] = [
  ['title', 'title'],
  ['description', 'description'],
  ['environment', 'environment'],
];

function checkEdits({ row, entries }: StoredRecord, tell: Tell): void {
  for (const [field, column] of EDITED) {
    let last: unknown;
    for (const entry of entries) {
      const change = entry.verb === 'edited' && bodyOf(entry).fields?.[field];
      if (!change) continue;
      const [before, after] = change;
      if (last !== undefined && before !== last) {
        tell(
          `entry ${entry.seq} edited ${field} '${before}', which was '${last}': an update is lost`,
        );
      }
      last = after;
    }
    if (last !== undefined && row[column] !== last) {
      tell(`${field} is '${row[column]}', its last edit says '${last}'`);
    }
  }
}
