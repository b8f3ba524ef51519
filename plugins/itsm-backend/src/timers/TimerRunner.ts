import type { LoggerService } from '@backstage/backend-plugin-api';
import { LifecycleError, type Actor } from 'backstage-plugin-itsm-common';
import type { Knex } from 'knex';
import { isPostgres } from '../database/database';
import type { Records } from '../records/Records';

const LEASE_MS = 60_000;
const BATCH = 100;
const TIMER: Actor = { type: 'system', ref: 'system:timer' };

interface DueTimer {
  record_id: string;
  name: string;
  action: string;
  input: string;
  attempts: number;
}

/**
 * Performs the actions of due timers. A claim keeps two processes apart, and the timer is removed
 * in the transaction of its action: it fires once, or not at all and again later.
 */
export class TimerRunner {
  constructor(
    private readonly o: {
      records: Records;
      processId: string;
      now: () => number;
      logger: LoggerService;
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

  private async claim(): Promise<DueTimer[]> {
    const { knex } = this.o.records;
    const now = this.o.now();
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
      .update({ claimed_by: this.o.processId, claimed_until: now + LEASE_MS })
      .returning(['record_id', 'name', 'action', 'input', 'attempts']);
  }

  private async perform(timer: DueTimer): Promise<boolean> {
    const { records, processId, logger } = this.o;
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
        await tx.act(timer.record_id, timer.action, JSON.parse(timer.input), {
          actor: TIMER,
          at: this.o.now(),
          capabilities: ['system'],
        });
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

  private async postpone(knex: Knex, timer: DueTimer, error: string) {
    const attempts = timer.attempts + 1;
    await knex('timers')
      .where({
        record_id: timer.record_id,
        name: timer.name,
        // Another process may have it by now
        claimed_by: this.o.processId,
      })
      .update({
        attempts,
        claimed_by: null,
        claimed_until:
          this.o.now() + Math.min(2 ** attempts * 1_000, 3_600_000),
        last_error: error.slice(0, 500),
      });
  }
}
