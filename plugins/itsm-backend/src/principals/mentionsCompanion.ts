import {
  isPrivate,
  type ItsmRecord,
  type KindDefinition,
  type Outcome,
} from 'backstage-plugin-itsm-common';
import type { Principal } from 'backstage-plugin-itsm-node';
import type { Knex } from 'knex';
import { isTold, newlyMentioned } from './mentioned';
import { principalsOf } from './principalRows';
import type { Companion, Draft } from '../records/Companion';
import type { StoredRecord } from '../records/StoredRecord';
import { copiesOf } from '../records/recordRow';

/** Tells those whom a text mentions, and lets them watch. */
export const mentionsCompanion: Companion = {
  name: 'mentions',
  prepare: withMentions,
  write: ({ trx, stored, after, outcome }) =>
    watchAsMentioned(trx, after, stored.kind, outcome),
};

/**
 * The outcome, with those in the body of its first entry who are told that it mentions them. Whoever
 * is mentioned and not among them may not read it, as far as anybody knows.
 */
async function withMentions({
  trx,
  options,
  stored,
  outcome,
  acting: { actor, mentioned = [] },
}: Draft): Promise<Outcome> {
  const [entry, ...others] = outcome.entries;
  const called = newlyMentioned(mentioned, {
    entry,
    actor: actor.ref,
    before: stored.isNew ? undefined : stored.record,
    after: outcome.record,
  });
  if (called.length === 0) return outcome;
  const principals = await principalsAfter(trx, options, stored, outcome);
  const { everybodyReads = false } = options;
  const record = {
    requester: outcome.record.requester,
    restricted: isPrivate(stored.kind, outcome.record),
  };
  const { audience } = entry;
  const told = called
    .filter(each =>
      isTold(each, { record, principals, audience, everybodyReads }),
    )
    .map(({ ref }) => ref);
  return told.length === 0
    ? outcome
    : {
        ...outcome,
        entries: [
          { ...entry, body: { ...entry.body, mentions: told } },
          ...others,
        ],
      };
}

/** Who has a role on the record once the outcome is written. */
async function principalsAfter(
  trx: Knex.Transaction,
  options: Draft['options'],
  { isNew, kind, record: before }: StoredRecord,
  { record: after, links }: Outcome,
): Promise<Principal[]> {
  if (isNew) return principalsOf(trx, options, kind, after, links.add);
  const rows: Principal[] = await trx('principals')
    .where({ record_id: after.id })
    .select('role', 'ref');
  // Who only watched has no claim to what is restricted now, nor an owner to what is confidential.
  const isRestrictedNow = after.restricted && !before.restricted;
  const isConfidential = options.desks.isConfidential(after.desk);
  return rows.filter(
    ({ role }) =>
      !(isRestrictedNow && role === 'watcher') &&
      !(isConfidential && role === 'owner'),
  );
}

/** Whoever was told goes on hearing of the record; of a group that would be too many. */
async function watchAsMentioned(
  trx: Knex.Transaction,
  record: ItsmRecord,
  kind: KindDefinition,
  { entries: [{ body }] }: Outcome,
): Promise<void> {
  const people = ((body.mentions ?? []) as string[]).filter(ref =>
    ref.startsWith('user:'),
  );
  if (people.length === 0) return;
  await trx('principals')
    .insert(
      people.map(ref => ({
        record_id: record.id,
        role: 'watcher',
        ref,
        ...copiesOf(kind, record),
      })),
    )
    .onConflict(['record_id', 'role', 'ref'])
    .ignore();
}
