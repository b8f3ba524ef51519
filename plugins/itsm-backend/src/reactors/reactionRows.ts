import type { Knex } from 'knex';
import { isPostgres, toNumber } from '../database/database';

/** One piece of work: this reactor, this entry. */
export interface Reaction {
  entryId: string;
  attempts: number;
}

/** How long a process may work on what it claimed before another one takes it for dead. */
export const LEASE_MS = 60_000;
/**
 * After so many failures the work is dead: visible, and no longer tried. With the waits below that
 * is after three days, so that an outlet may be away for a weekend.
 */
export const MAX_ATTEMPTS = 84;

/**
 * Claims work, oldest entries first, and of each record only the first that is not done: whoever
 * listens hears of a record's entries in their order. PostgreSQL skips rows that another process
 * holds; without that, two processes claiming many rows deadlock. SQLite has one writer.
 */
export async function claimReactions(
  knex: Knex,
  options: { reactor: string; claimedBy: string; now: number; limit: number },
): Promise<Reaction[]> {
  const due = knex('reactions')
    .select('entry_id')
    .where({ reactor: options.reactor })
    .whereNull('dead_at')
    .andWhere(free =>
      free
        .whereNull('claimed_until')
        .orWhere('claimed_until', '<', options.now),
    )
    .whereNotExists(
      knex('reactions as earlier')
        .where('earlier.reactor', knex.ref('reactions.reactor'))
        .where('earlier.record_id', knex.ref('reactions.record_id'))
        .where('earlier.seq', '<', knex.ref('reactions.seq'))
        .whereNull('earlier.dead_at'),
    )
    .orderBy('entry_id')
    .limit(options.limit);
  const rows = await knex('reactions')
    .where({ reactor: options.reactor })
    .whereIn('entry_id', isPostgres(knex) ? due.forUpdate().skipLocked() : due)
    .update({
      claimed_by: options.claimedBy,
      claimed_until: options.now + LEASE_MS,
    })
    .returning(['entry_id', 'attempts']);
  return rows
    .map((row: any) => ({ entryId: row.entry_id, attempts: row.attempts }))
    .sort((a, b) => (a.entryId < b.entryId ? -1 : 1));
}

/** What a process has claimed of a reactor's rows. */
interface Claim {
  reactor: string;
  claimedBy: string;
  entryIds: readonly string[];
}

/** Fenced by the claim: a process that lost its lease does not touch another's work. */
async function ofClaim(
  knex: Knex,
  { reactor, claimedBy, entryIds }: Claim,
  change: (rows: Knex.QueryBuilder) => PromiseLike<unknown>,
): Promise<void> {
  if (entryIds.length === 0) return;
  await change(
    knex('reactions')
      .where({ reactor, claimed_by: claimedBy })
      .whereIn('entry_id', [...entryIds]),
  );
}

/** Takes away what was done. */
export const finishReactions = (knex: Knex, claim: Claim): Promise<void> =>
  ofClaim(knex, claim, rows => rows.delete());

/** Gives back what was claimed and not begun. */
export const releaseReactions = (knex: Knex, claim: Claim): Promise<void> =>
  ofClaim(knex, claim, rows =>
    rows.update({ claimed_by: null, claimed_until: null }),
  );

/** Tries again later, with doubling waits up to an hour. */
export async function failReaction(
  knex: Knex,
  options: {
    reactor: string;
    claimedBy: string;
    reaction: Reaction;
    now: number;
    error: string;
  },
): Promise<void> {
  const attempts = options.reaction.attempts + 1;
  await knex('reactions')
    .where({
      reactor: options.reactor,
      entry_id: options.reaction.entryId,
      claimed_by: options.claimedBy,
    })
    .update({
      attempts,
      claimed_by: null,
      claimed_until: options.now + Math.min(2 ** attempts * 1_000, 3_600_000),
      dead_at: attempts >= MAX_ATTEMPTS ? options.now : null,
      last_error: options.error.slice(0, 500),
    });
}

/** Oldest unfinished work of all reactors, as the entry's UUIDv7; its time is the lag. */
export async function oldestReaction(knex: Knex): Promise<string | undefined> {
  const row = await knex('reactions')
    .whereNull('dead_at')
    .min('entry_id as oldest')
    .first();
  return row?.oldest ?? undefined;
}

/** Work of all reactors that was given up. */
export async function countDeadReactions(knex: Knex): Promise<number> {
  const row = await knex('reactions')
    .whereNotNull('dead_at')
    .count('* as n')
    .first();
  return toNumber(row?.n ?? 0);
}
