import type { Companion } from '../records/Companion';
import { ACT } from './TimerHandler';

/** Sets the timers of a commit and takes back those that no longer apply. */
export const timersCompanion: Companion = {
  name: 'timers',
  async write({ trx, outcome, after }) {
    for (const timer of outcome.timers) {
      const { name, handler = ACT, action, dueAt, input } = timer;
      if (dueAt === null) {
        await trx('timers').where({ record_id: after.id, name }).delete();
        continue;
      }
      await trx('timers')
        .insert({
          record_id: after.id,
          name,
          handler,
          action: action ?? '',
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
  },
};
