import {
  isOpen,
  isPrivate,
  StaleVersionError,
  type ItsmRecord,
  type KindDefinition,
  type Link,
  type Outcome,
  type TimerChange,
} from 'backstage-plugin-itsm-common';
import type { Knex } from 'knex';
import { principalsOf, writePrincipals } from '../principals/principalRows';
import { affectedOf, isUnowned } from '../principals/routing';
import { publicWordsAfter } from '../search/publicWords';
import { nextRankOf, writeRecordText } from '../search/recordText';
import { chainEntries, type EntryRow } from '../timeline/entryChain';
import { addLinks, removeLinks } from './linkRows';
import type { Acting } from './acting';
import { copiesOf, encodeRecord, type RecordRow } from './recordRow';
import type { RecordsOptions } from './Records';
import { watchAsMentioned, withMentions } from './tellMentioned';

/** A record as it was locked, with what the next commit builds on. */
export interface StoredRecord {
  kind: KindDefinition;
  record: ItsmRecord;
  seq: number;
  lastHash: string;
  textRank: number | null;
  isNew: boolean;
}

/** Writes an outcome in the running transaction: all of it, or the transaction fails. */
export async function commitRecord(
  trx: Knex.Transaction,
  o: RecordsOptions,
  stored: StoredRecord,
  performed: Outcome,
  acting: Acting,
): Promise<void> {
  const { kind, record: before } = stored;
  const outcome = await withMentions(trx, o, stored, performed, acting);
  const after = outcome.record;
  const open = isOpen(kind, after.state);

  const entries = chainEntries(outcome.entries, {
    recordId: after.id,
    seq: stored.seq,
    lastHash: stored.lastHash,
    actor: acting.actor,
    at: acting.at,
  });
  const last = entries[entries.length - 1];
  const touched = isTextTouched(stored, outcome);
  const textRank = touched
    ? await nextRankOf(trx, after, open)
    : stored.textRank;

  // First of all, for the others refer to it; and as it is in the end, for it has many indexes
  await writeRow(trx, stored, {
    ...encodeRecord(kind, after),
    seq: last.seq,
    last_hash: last.hash,
    text_rank: textRank,
    unowned: (await isUnowned(trx, o.fallbackGroup, kind, after, () =>
      affectedAfter(trx, stored, outcome),
    ))
      ? 1
      : 0,
  });
  await removeLinks(trx, after.id, outcome.links.remove);
  // Positions keep the order of linking; the entry number rises with every commit.
  await addLinks(trx, after, kind, outcome.links.add, stored.seq * 100);
  const isMoved =
    isOpen(kind, before.state) !== open ||
    isPrivate(kind, before) !== isPrivate(kind, after);
  if (!stored.isNew && isMoved) {
    await trx('links')
      .where({ record_id: after.id })
      .update(copiesOf(kind, after));
  }
  if (mayChangePrincipals(stored, outcome)) {
    const links = stored.isNew
      ? outcome.links.add
      : await trx('links').where({ record_id: after.id });
    await writePrincipals(
      trx,
      after,
      kind,
      await principalsOf(trx, kind, after, links),
      // Who only watched has no claim to what is restricted now.
      {
        isNew: stored.isNew,
        dropWatchers: after.restricted && !before.restricted,
      },
    );
  }
  await watchAsMentioned(trx, after, kind, outcome);
  await trx('entries').insert(entries);
  if (touched) {
    await writeRecordText(trx, after, {
      rank: textRank!,
      oldRank: stored.textRank,
      publicWords: stored.isNew
        ? []
        : await publicWordsAfter(trx, after.id, outcome.entries, acting.folded),
    });
  }
  await writeTimers(trx, after.id, outcome.timers);
  await queueReactions(trx, o, kind, outcome, entries);
}

/** @throws StaleVersionError when somebody else has written it since it was read */
async function writeRow(
  trx: Knex.Transaction,
  { record: before, seq, isNew }: StoredRecord,
  row: RecordRow & { seq: number; last_hash: string; unowned: number },
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

/** The entities that it affects once its links are written. */
async function affectedAfter(
  trx: Knex.Transaction,
  { isNew, record }: StoredRecord,
  { links }: Outcome,
): Promise<string[]> {
  const refs = new Set(isNew ? [] : await affectedOf(trx, record.id));
  const affected = (link: Link) =>
    link.role === 'affected' && link.target === 'entity';
  for (const { ref } of links.remove.filter(affected)) refs.delete(ref);
  for (const { ref } of links.add.filter(affected)) refs.add(ref);
  return [...refs];
}

function mayChangePrincipals(stored: StoredRecord, outcome: Outcome): boolean {
  return (
    stored.isNew ||
    outcome.record !== stored.record ||
    outcome.links.add.length + outcome.links.remove.length > 0
  );
}

export function isTextTouched(
  { isNew, kind, record }: StoredRecord,
  outcome: Outcome,
) {
  const next = outcome.record;
  return (
    isNew ||
    next.title !== record.title ||
    next.description !== record.description ||
    next.category !== record.category ||
    next.priority !== record.priority ||
    isOpen(kind, next.state) !== isOpen(kind, record.state) ||
    outcome.entries.some(({ verb }) =>
      ['commented', 'amended', 'redacted'].includes(verb),
    )
  );
}

async function writeTimers(
  trx: Knex.Transaction,
  recordId: string,
  timers: readonly TimerChange[],
): Promise<void> {
  for (const { name, action, dueAt, input } of timers) {
    if (dueAt === null) {
      await trx('timers').where({ record_id: recordId, name }).delete();
    } else {
      await trx('timers')
        .insert({
          record_id: recordId,
          name,
          action,
          input: JSON.stringify(input ?? {}),
          due_at: dueAt,
          claimed_by: null,
          claimed_until: null,
          attempts: 0,
          last_error: null,
        })
        .onConflict(['record_id', 'name'])
        .merge();
    }
  }
}

/** One row per reactor that follows an entry: claimed, done and deleted apart from each other. */
async function queueReactions(
  trx: Knex.Transaction,
  { reactors }: RecordsOptions,
  kind: KindDefinition,
  { entries: drafts, links }: Outcome,
  rows: readonly EntryRow[],
): Promise<void> {
  const work = reactors().flatMap(reactor =>
    rows
      .filter((_, index) =>
        // They came with the whole commit; its first entry tells of them
        reactor.follows(drafts[index], kind.name, index === 0 ? links.add : []),
      )
      .map(({ id, record_id, seq }) => ({
        reactor: reactor.name,
        entry_id: id,
        record_id,
        seq,
      })),
  );
  if (work.length > 0) await trx('reactions').insert(work);
}
