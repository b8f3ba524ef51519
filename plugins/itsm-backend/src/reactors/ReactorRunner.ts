import type { LoggerService } from '@backstage/backend-plugin-api';
import { isPrivate, type KindDefinition } from 'backstage-plugin-itsm-common';
import type { CommittedEntry, Reactor } from 'backstage-plugin-itsm-node';
import type { Knex } from 'knex';
import type { KindRegistry } from '../records/KindRegistry';
import { decodeRecord } from '../records/recordRow';
import { decodeEntry } from '../timeline/entryChain';
import { Limit } from './Limit';
import { MissingPlugins } from './MissingPlugins';
import {
  claimReactions,
  failReaction,
  finishReactions,
  LEASE_MS,
  releaseReactions,
  type Reaction,
} from './reactionRows';

/** Small enough to be done within a lease, large enough to share the commit that ends it. */
const BATCH = 25;
/** Later nothing of a batch is begun: it would not end within the lease. */
const beginLimitMs = (reactLimitMs: number) => LEASE_MS - 1.5 * reactLimitMs;

type Result = 'done' | 'failed' | 'hung';
/** What metrics count; skipped: the plugin that takes the entry is not installed. */
type Outcome = 'done' | 'failed' | 'skipped';

/**
 * Lets the outlets follow committed entries. A commit nudges it, a sweep repairs what a crash left
 * behind. Each outlet has its own rows and its own run, so a slow or dead one holds up no other.
 */
export class ReactorRunner {
  private readonly runs = new Map<
    string,
    { end: Promise<void>; again: boolean }
  >();
  private isStopping = false;
  private readonly missing: MissingPlugins;

  constructor(
    private readonly options: {
      knex: Knex;
      kinds: KindRegistry;
      reactors: () => readonly Reactor[];
      /** Names this process in claims. */
      processId: string;
      now: () => number;
      logger: LoggerService;
      onOutcome?: (reactor: string, outcome: Outcome) => void;
      /** An outlet that needs longer for an entry hangs, and has failed. */
      reactLimitMs: number;
    },
  ) {
    this.missing = new MissingPlugins(options.logger);
  }

  /** Starts a run soon, or another one after the running one; never throws. */
  nudge(): void {
    this.drain().catch(error =>
      this.options.logger.error('Outlets failed', error),
    );
  }

  /** Works until nothing is due. Concurrent callers share one run of each outlet. */
  async drain(): Promise<void> {
    if (this.isStopping) return;
    await Promise.all(
      this.options.reactors().map(reactor => this.run(reactor)),
    );
  }

  /** Ends with the entries that outlets are at, and leaves the others to the next process. */
  async stop(): Promise<void> {
    this.isStopping = true;
    await Promise.allSettled([...this.runs.values()].map(({ end }) => end));
  }

  private run(reactor: Reactor): Promise<void> {
    const running = this.runs.get(reactor.name);
    if (running) {
      running.again = true;
      return running.end;
    }
    const run = { end: Promise.resolve(), again: false };
    run.end = (async () => {
      do {
        run.again = false;
        await this.work(reactor);
      } while (run.again);
    })().finally(() => this.runs.delete(reactor.name));
    this.runs.set(reactor.name, run);
    return run.end;
  }

  /** Until nothing is due, or the outlet hangs: then a later run tries again. */
  private async work(reactor: Reactor): Promise<void> {
    const { knex, processId: claimedBy } = this.options;
    const mine = { reactor: reactor.name, claimedBy };
    while (!this.isStopping) {
      const began = this.options.now();
      const claimed = await claimReactions(knex, {
        ...mine,
        now: began,
        limit: BATCH,
      });
      // What was done may have held up the next entry of its record: ask until nothing is left
      if (claimed.length === 0) return;
      const committed = await this.read(claimed);
      const rest = claimed.map(({ entryId }) => entryId);
      const done: string[] = [];
      let result: Result | undefined;
      for (const reaction of claimed) {
        const { entryId } = reaction;
        const isLate =
          this.options.now() > began + beginLimitMs(this.options.reactLimitMs);
        if (isLate || this.isStopping) break;
        result = await this.react(reactor, reaction, committed.get(entryId));
        if (result === 'done') done.push(entryId);
        rest.shift();
        if (result === 'hung') break;
      }
      await finishReactions(knex, { ...mine, entryIds: done });
      await releaseReactions(knex, { ...mine, entryIds: rest });
      if (result === 'hung') return;
    }
  }

  private async react(
    reactor: Reactor,
    reaction: Reaction,
    committed: CommittedEntry | Error | undefined,
  ): Promise<Result> {
    const { knex, processId: claimedBy, logger, onOutcome } = this.options;
    const limit = new Limit(this.options.reactLimitMs);
    if (this.missing.isKnown(reactor, this.options.now())) {
      onOutcome?.(reactor.name, 'skipped');
      return 'done';
    }
    try {
      if (committed instanceof Error) throw committed;
      if (committed) {
        await limit.over(reactor.react(committed));
        this.missing.found(reactor);
      }
      onOutcome?.(reactor.name, 'done');
      return 'done';
    } catch (error) {
      if (this.missing.isGivenUp(reactor, error, this.options.now())) {
        onOutcome?.(reactor.name, 'skipped');
        return 'done';
      }
      logger.warn(`Outlet ${reactor.name} failed for an entry`, error as Error);
      onOutcome?.(reactor.name, 'failed');
      await failReaction(knex, {
        reactor: reactor.name,
        claimedBy,
        reaction,
        now: this.options.now(),
        error: String(error),
      });
      return limit.isOver ? 'hung' : 'failed';
    }
  }

  /** Entries with record, principals and links: four statements a batch. */
  private async read(
    reactions: readonly Reaction[],
  ): Promise<Map<string, CommittedEntry | Error>> {
    if (reactions.length === 0) return new Map();
    const { knex, kinds } = this.options;
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
    const read = new Map<string, CommittedEntry | Error>();
    for (const row of entries) {
      const record = records.find((r: any) => r.id === row.record_id);
      const kind = record && kinds.find(record.kind);
      if (!kind) continue;
      read.set(
        row.id,
        committedOf(kind, {
          entry: row,
          record,
          principals: ofRecord(principals, row.record_id),
          links: ofRecord(links, row.record_id),
        }),
      );
    }
    return read;
  }
}

/** One row that can't be read fails by itself: the others of its batch are not its fault. */
function committedOf(
  kind: KindDefinition,
  rows: { entry: any; record: any; principals: any[]; links: any[] },
): CommittedEntry | Error {
  const entry = decodeEntry(rows.entry);
  if (entry.unreadable) {
    return new Error(`Entry ${entry.id} can't be read`);
  }
  try {
    const record = decodeRecord(kind, rows.record);
    return {
      entry,
      record,
      isPrivate:
        isPrivate(kind, record) || kind.tellsPrivately?.(entry) === true,
      principals: rows.principals.map(({ role, ref }) => ({ role, ref })),
      links: rows.links.map(({ role, target, ref }) => ({ role, target, ref })),
    };
  } catch (error) {
    return error as Error;
  }
}
