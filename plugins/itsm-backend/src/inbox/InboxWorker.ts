import type { LoggerService } from '@backstage/backend-plugin-api';
import { asItsmError } from '../http/errorHandler';
import type { Claim, Delivery, NewDelivery } from './deliveryRow';
import type { Added, InboxStore } from './InboxStore';
import type { Hook } from './Hook';
import type { Meaning } from './Meaning';
import { NOTHING_SAID, understand } from './understand';

/** How long a process may work on a delivery before another one takes it for dead. */
export const LEASE_MS = 30_000;
/** After so many attempts a person has to look. */
export const MAX_ATTEMPTS = 8;
/** First wait; each further one is three times as long: the last try is after an hour and a half. */
const FIRST_RETRY_MS = 5_000;
const LONGEST_RETRY_MS = 3_600_000;
const BATCH = 20;
/** Deliveries that wait in memory for their turn; the others wait in the database. */
const QUEUE = 20;

class LostClaim extends Error {}

/**
 * Works deliveries off: those just received at once, those that failed or were left behind when
 * they are due. Clock, chance and process id are given, so that tests need not wait.
 */
export class InboxWorker {
  private running = 0;
  /** Claimed, and not stored yet. */
  private arriving = 0;
  private readonly started = new Set<Promise<void>>();
  private readonly waiting: (() => void)[] = [];
  private behind?: Promise<unknown>;
  private isAskedAgain = false;
  private isStopping = false;

  constructor(
    private readonly options: {
      store: InboxStore;
      hooks: ReadonlyMap<string, Hook>;
      meanings: readonly Meaning[];
      logger: Pick<LoggerService, 'warn' | 'error'>;
      processId: string;
      now: () => number;
      random: () => number;
      /** Deliveries of this process at a time. */
      parallel: number;
      /** Told what became of each delivery, for metrics. */
      onOutcome?: (instance: string, outcome: string) => void;
    },
  ) {}

  claim(): Claim {
    return { by: this.options.processId, until: this.options.now() + LEASE_MS };
  }

  /**
   * Stores a delivery that comes in, with a claim if this process is going to work on it. It has none
   * while enough are waiting here: they would outlive their lease, and a flood would fill the memory.
   * Nor has it one while others wait in the database: it would overtake them, and so would the next.
   */
  async accept(delivery: NewDelivery): Promise<Added & { claim?: Claim }> {
    const { store } = this.options;
    const isTurn = !this.behind && this.started.size + this.arriving < QUEUE;
    if (delivery.ignored !== undefined || !isTurn) return store.add(delivery);
    const claim = this.claim();
    this.arriving += 1;
    try {
      return { ...(await store.add(delivery, claim)), claim };
    } finally {
      this.arriving -= 1;
    }
  }

  /** Works on a claimed delivery in the background. */
  start(delivery: Delivery): void {
    const work = this.process(delivery).finally(() =>
      this.started.delete(work),
    );
    this.started.add(work);
  }

  /** Works in the background on what waits in the database; asked meanwhile, it looks once more. */
  catchUp(): void {
    this.isAskedAgain = true;
    this.behind ??= this.workOff();
  }

  private async workOff(): Promise<void> {
    try {
      while (this.isAskedAgain) {
        this.isAskedAgain = false;
        await this.tick();
      }
    } catch (error) {
      this.options.logger.warn('The inbox is behind', error as Error);
    }
    // In the same turn as the last look at the flag: nobody asks in between and is not heard
    this.behind = undefined;
  }

  /** Finishes what this process has begun; what waits in the database is left to the others. */
  async stop(): Promise<void> {
    this.isStopping = true;
    await this.idle();
  }

  /** Resolves when nothing that was started is left. */
  async idle(): Promise<void> {
    while (this.started.size > 0 || this.behind) {
      await Promise.all([...this.started, this.behind]);
    }
  }

  /** Works on what is due, until nothing is, and returns how many deliveries that were. */
  async tick(): Promise<number> {
    const { store, now } = this.options;
    const begun = new Set<Promise<void>>();
    let worked = 0;
    for (let isMore = true; isMore && !this.isStopping;) {
      const due = await store.claimDue(now(), this.claim(), BATCH);
      for (const delivery of due) {
        const work: Promise<void> = this.process(delivery).finally(() =>
          begun.delete(work),
        );
        begun.add(work);
      }
      worked += due.length;
      // A full batch hints at a backlog; a process that comes back must not crawl through it.
      isMore = due.length === BATCH;
      // The next ones are fetched before the last of these is done: nobody has to be idle
      while (isMore && begun.size > this.options.parallel)
        await Promise.race(begun);
    }
    await Promise.all(begun);
    return worked;
  }

  /** Never throws: what fails is kept, and tried again later. */
  async process(delivery: Delivery): Promise<void> {
    await this.enter();
    try {
      // Its processes died before they could count; one more would die too.
      if (delivery.attempts > MAX_ATTEMPTS) {
        throw new Error(
          'Every process that worked on it stopped before the end',
        );
      }
      await this.work(delivery);
    } catch (error) {
      await this.fail(delivery, error as Error);
    } finally {
      this.leave();
    }
  }

  private async work(delivery: Delivery): Promise<void> {
    const { store, hooks, meanings, processId, now } = this.options;
    if (delivery.unreadable) {
      throw new Error("The stored headers of the delivery can't be read");
    }
    const hook = hooks.get(delivery.instance);
    if (!hook) throw new Error(`No hook '${delivery.instance}' is configured`);
    const { parsed, meaning } = understand(hook.source, delivery, meanings);
    if (!meaning) {
      await this.ignore(delivery, parsed.ignored ?? NOTHING_SAID);
      return;
    }
    await meaning.file(hook, parsed, {
      at: now(),
      receivedAt: delivery.receivedAt,
      actor: { type: 'service', ref: `service:${delivery.instance}` },
      within: async (tx, numbers) => {
        const settled = await store.settle(tx.knex, delivery.id, processId, {
          status: 'processed',
          records: [...new Set(numbers)],
        });
        if (!settled) throw new LostClaim();
      },
    });
    this.options.onOutcome?.(delivery.instance, 'processed');
  }

  private async ignore(delivery: Delivery, reason: string): Promise<void> {
    await this.settle(delivery.id, { status: 'ignored', reason });
    this.options.onOutcome?.(delivery.instance, 'ignored');
  }

  private async settle(
    id: string,
    result: Parameters<InboxStore['settle']>[3],
  ) {
    const { store, processId } = this.options;
    await store.settle(store.knex, id, processId, result);
  }

  private async fail(delivery: Delivery, error: Error): Promise<void> {
    // Rolled back; whoever has the claim now does the work.
    if (error instanceof LostClaim) return;
    const { store, logger, processId, now, random } = this.options;
    const reason = `${error.name}: ${error.message}`.slice(0, 2_000);
    const { id, attempts } = delivery;
    try {
      // What is wrong with it is wrong the next time, too
      const refusal = asItsmError(error);
      if (refusal?.statusCode === 400) {
        await this.ignore(
          delivery,
          `invalid: ${refusal.message}`.slice(0, 300),
        );
      } else if (attempts >= MAX_ATTEMPTS) {
        logger.error(
          `Delivery ${id} is dead after ${attempts} attempts`,
          error,
        );
        await this.settle(id, { status: 'dead', reason });
        this.options.onOutcome?.(delivery.instance, 'dead');
      } else {
        const wait = Math.min(
          FIRST_RETRY_MS * 3 ** (attempts - 1),
          LONGEST_RETRY_MS,
        );
        // Half of it by chance: deliveries that failed together don't come back together.
        const at = now() + wait / 2 + (random() * wait) / 2;
        logger.warn(`Delivery ${id} failed, attempt ${attempts}`, error);
        await store.retryAt(id, processId, Math.round(at), reason);
        this.options.onOutcome?.(delivery.instance, 'failed');
      }
    } catch (unsaved) {
      // The database is away: the lease runs out and the delivery is due again.
      logger.warn(`Delivery ${id} could not be given back`, unsaved as Error);
    }
  }

  private async enter(): Promise<void> {
    if (this.running >= this.options.parallel) {
      await new Promise<void>(resolve => this.waiting.push(resolve));
    } else {
      this.running += 1;
    }
  }

  private leave(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.running -= 1;
  }
}
