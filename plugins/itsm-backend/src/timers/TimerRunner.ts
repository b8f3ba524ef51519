import type { LoggerService } from '@backstage/backend-plugin-api';
import { LifecycleError, type Actor } from 'backstage-plugin-itsm-common';
import type { Knex } from 'knex';
import { isPostgres } from '../database/database';
import type { Records } from '../records/Records';
import { ACT, type TimerHandler } from './TimerHandler';

const LEASE_MS = 60_000;
const BATCH = 100;
const TIMER: Actor = { type: 'system', ref: 'system:timer' };

interface ClaimedTimer {
  record_id: string;
  name: string;
  handler: string;
  action: string;
  input: string;
  attempts: number;
}

/** Performs an action of the record. */
const act: TimerHandler = async (tx, { recordId, action, input }, at) => {
  await tx.act(recordId, action, input, {
    actor: TIMER,
    at,
    capabilities: ['system'],
  });
};

/**
 * Hands due timers to what handles them. A claim keeps two processes apart, and the timer is removed
 * in the transaction of its action: it fires once, or not at all and again later.
 */
export class TimerRunner {
  constructor(
    private readonly options: {
      records: Records;
      processId: string;
      now: () => number;
      logger: LoggerService;
      /** Those of rooms, by name. */
      handlers?: () => ReadonlyMap<string, TimerHandler>;
    },
  ) {}

  /** Fires what is due, until the signal tells it to end; returns how many timers did something. */
  async fire(signal?: AbortSignal): Promise<number> {
    let fired = 0;
    while (!signal?.aborted) {
      const due = await this.claim();
      for (const timer of due) fired += (await this.perform(timer)) ? 1 : 0;
      if (due.length < BATCH) break;
    }
    return fired;
  }

  private async claim(): Promise<ClaimedTimer[]> {
    const { knex } = this.options.records;
    const now = this.options.now();
    const due = knex('timers')
      .select('record_id', 'name')
      .where('due_at', '<=', now)
      .andWhere(free =>
        free.whereNull('claimed_until').orWhere('claimed_until', '<', now),
      )
      .orderBy('due_at')
      .limit(BATCH);
    return knex('timers')
      .whereIn(
        ['record_id', 'name'],
        isPostgres(knex) ? due.forUpdate().skipLocked() : due,
      )
      .update({
        claimed_by: this.options.processId,
        claimed_until: now + LEASE_MS,
      })
      .returning([
        'record_id',
        'name',
        'handler',
        'action',
        'input',
        'attempts',
      ]);
  }

  private async perform(timer: ClaimedTimer): Promise<boolean> {
    const { records, processId, logger } = this.options;
    const key = { record_id: timer.record_id, name: timer.name };
    try {
      return await records.transaction(async tx => {
        // The record before its timer, as everybody else does: the other order deadlocks.
        await tx.hold(timer.record_id);
        const mine = await tx
          .knex('timers')
          .where({ ...key, claimed_by: processId })
          .delete();
        if (mine !== 1) return false;
        const due = {
          recordId: timer.record_id,
          name: timer.name,
          action: timer.action,
          input: JSON.parse(timer.input),
        };
        await this.handlerOf(timer)(tx, due, this.options.now());
        return true;
      });
    } catch (error) {
      if (error instanceof LifecycleError) {
        // Refused: somebody was faster, or a person has to judge it now.
        await records
          .knex('timers')
          .where({ ...key, claimed_by: processId })
          .delete();
        return false;
      }
      logger.warn(`Timer ${timer.name} failed`, error as Error);
      await this.postpone(records.knex, timer, String(error));
      return false;
    }
  }

  /** @throws Error when the room that set it is gone: it waits, and the log says so */
  private handlerOf({ handler }: ClaimedTimer): TimerHandler {
    if (handler === ACT) return act;
    const found = this.options.handlers?.().get(handler);
    if (!found) throw new Error(`Nothing handles timers of '${handler}'`);
    return found;
  }

  private async postpone(knex: Knex, timer: ClaimedTimer, error: string) {
    const attempts = timer.attempts + 1;
    await knex('timers')
      .where({
        record_id: timer.record_id,
        name: timer.name,
        // Another process may have it by now
        claimed_by: this.options.processId,
      })
      .update({
        attempts,
        claimed_by: null,
        claimed_until:
          this.options.now() + Math.min(2 ** attempts * 1_000, 3_600_000),
        last_error: error.slice(0, 500),
      });
  }
}
