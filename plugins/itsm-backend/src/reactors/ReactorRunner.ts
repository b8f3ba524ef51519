import type { LoggerService } from '@backstage/backend-plugin-api';
import type { CommittedEntry, Reactor } from 'backstage-plugin-itsm-node';
import type { Knex } from 'knex';
import type { KindRegistry } from '../records/KindRegistry';
import { decodeRecord } from '../records/recordRow';
import { decodeEntry } from '../timeline/entryChain';
import {
  claimReactions,
  failReaction,
  finishReactions,
  type Reaction,
} from './reactionRows';

/** Small enough to be done within a lease, large enough to share the commit that ends it. */
const BATCH = 25;

/**
 * Lets the outlets follow committed entries. A commit nudges it, a sweep repairs what a crash left
 * behind. Each outlet has its own rows, so a slow or dead one holds up no other.
 */
export class ReactorRunner {
  private running?: Promise<void>;
  private again = false;

  constructor(
    private readonly o: {
      knex: Knex;
      kinds: KindRegistry;
      reactors: () => readonly Reactor[];
      /** Names this process in claims. */
      processId: string;
      now: () => number;
      logger: LoggerService;
      onOutcome?: (reactor: string, outcome: 'done' | 'failed') => void;
    },
  ) {}

  /** Starts a run soon, or another one after the running one; never throws. */
  nudge(): void {
    this.drain().catch(error => this.o.logger.error('Outlets failed', error));
  }

  /** Works until nothing is due. Concurrent callers share one run. */
  async drain(): Promise<void> {
    if (this.running) {
      this.again = true;
      return this.running;
    }
    this.running = (async () => {
      do {
        this.again = false;
        await Promise.all(this.o.reactors().map(reactor => this.work(reactor)));
      } while (this.again);
    })().finally(() => {
      this.running = undefined;
    });
    return this.running;
  }

  private async work(reactor: Reactor): Promise<void> {
    const { knex, processId: claimedBy } = this.o;
    for (;;) {
      const claimed = await claimReactions(knex, {
        reactor: reactor.name,
        claimedBy,
        now: this.o.now(),
        limit: BATCH,
      });
      const committed = await this.read(claimed);
      const done: string[] = [];
      for (const reaction of claimed) {
        const { entryId } = reaction;
        if (await this.react(reactor, reaction, committed.get(entryId))) {
          done.push(entryId);
        }
      }
      await finishReactions(knex, {
        reactor: reactor.name,
        claimedBy,
        entryIds: done,
      });
      if (claimed.length < BATCH) return;
    }
  }

  private async react(
    reactor: Reactor,
    reaction: Reaction,
    committed: CommittedEntry | undefined,
  ): Promise<boolean> {
    const { knex, processId: claimedBy, logger, onOutcome } = this.o;
    try {
      if (committed) await reactor.react(committed);
      onOutcome?.(reactor.name, 'done');
      return true;
    } catch (error) {
      logger.warn(`Outlet ${reactor.name} failed for an entry`, error as Error);
      onOutcome?.(reactor.name, 'failed');
      await failReaction(knex, {
        reactor: reactor.name,
        claimedBy,
        reaction,
        now: this.o.now(),
        error: String(error),
      });
      return false;
    }
  }

  /** Entries with record, principals and links: four statements a batch. */
  private async read(
    reactions: readonly Reaction[],
  ): Promise<Map<string, CommittedEntry>> {
    if (reactions.length === 0) return new Map();
    const { knex, kinds } = this.o;
    const entries = await knex('entries').whereIn(
      'id',
      reactions.map(reaction => reaction.entryId),
    );
    const ids = [...new Set(entries.map((row: any) => row.record_id))];
    const records = await knex('records').whereIn('id', ids);
    const principals = await knex('principals').whereIn('record_id', ids);
    const links = await knex('links').whereIn('record_id', ids);
    const ofRecord = (rows: any[], id: string) =>
      rows.filter(row => row.record_id === id);
    const read = new Map<string, CommittedEntry>();
    for (const row of entries) {
      const record = records.find((r: any) => r.id === row.record_id);
      const kind = record && kinds.find(record.kind);
      if (!kind) continue;
      read.set(row.id, {
        entry: decodeEntry(row),
        record: decodeRecord(kind, record),
        principals: ofRecord(principals, row.record_id).map(
          ({ role, ref }) => ({ role, ref }),
        ),
        links: ofRecord(links, row.record_id).map(({ role, target, ref }) => ({
          role,
          target,
          ref,
        })),
      });
    }
    return read;
  }
}
