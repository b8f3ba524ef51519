import type { TimerHandler } from '../../timers/TimerHandler';

/** The name that timers ask for. */
export const UNWIND = 'unwind-toy';

/** The toy has run down. */
export const unwind: TimerHandler = async (tx, { recordId }) => {
  await tx.knex('toys').where({ record_id: recordId }).increment('unwound', 1);
};
