import {
  isOpen,
  StaleVersionError,
  type Outcome,
} from 'backstage-plugin-itsm-common';
import type { Knex } from 'knex';
import { chainEntries } from '../timeline/entryChain';
import type { Acting } from './acting';
import type { Commit } from './Companion';
import { writeLinks } from './linkRows';
import { encodeRecord, type RecordRow } from './recordRow';
import type { RecordsOptions } from './RecordsOptions';
import type { StoredRecord } from './StoredRecord';

/**
 * Writes an outcome in the running transaction, with all that companions add: all of it, or the
 * transaction fails.
 */
export async function commitRecord(
  trx: Knex.Transaction,
  options: RecordsOptions,
  stored: StoredRecord,
  performed: Outcome,
  acting: Acting,
): Promise<void> {
  const { companions } = options;
  const draft = { trx, options, stored, outcome: performed, acting };
  for (const companion of companions) {
    if (companion.prepare) draft.outcome = await companion.prepare(draft);
  }
  const { outcome } = draft;
  const after = outcome.record;
  requireDeclared(options, outcome);
  const entries = chainEntries(outcome.entries, {
    recordId: after.id,
    seq: stored.seq,
    lastHash: stored.lastHash,
    actor: acting.actor,
    at: acting.at,
  });
  const open = isOpen(stored.kind, after.state);
  const commit: Commit = { ...draft, after, open, entries, columns: {} };
  for (const companion of companions) {
    if (companion.columns) {
      const columns = await companion.columns(commit);
      commit.columns = { ...commit.columns, ...columns };
    }
  }
  const last = entries[entries.length - 1];
  // First of all, for the others refer to it; and as it is in the end, for it has many indexes
  await writeRow(trx, stored, {
    ...encodeRecord(stored.kind, after),
    ...commit.columns,
    seq: last.seq,
    last_hash: last.hash,
  });
  await writeLinks(commit);
  await trx('entries').insert([...entries]);
  for (const companion of companions) await companion.write?.(commit);
}

/** Others know an entry by its verb: who is notified of it, and what it is called. */
function requireDeclared({ verbs }: RecordsOptions, { entries }: Outcome) {
  const declared = verbs?.();
  const unknown = entries.find(({ verb }) => declared?.has(verb) === false);
  if (unknown) {
    throw new Error(
      `Nobody has declared the verb '${unknown.verb}'. Add it to the verbs of the room or kind that writes it.`,
    );
  }
}

/** @throws StaleVersionError when somebody else has written it since it was read */
async function writeRow(
  trx: Knex.Transaction,
  { record: before, seq, isNew }: StoredRecord,
  row: RecordRow & { seq: number; last_hash: string },
): Promise<void> {
  if (isNew) {
    await trx('records').insert(row);
    return;
  }
  const written = await trx('records')
    .where({ id: before.id, version: before.version, seq })
    .update(row);
  if (written !== 1) {
    throw new StaleVersionError(before.version, before.version + 1);
  }
}
