import { isOpen, LifecycleError } from 'backstage-plugin-itsm-common';
import type { Reactor } from 'backstage-plugin-itsm-node';
import type { Records } from '../records/Records';
import { FOLLOW_UP } from '../records/acting';

/**
 * Wakes records that wait for another one when that one is done. Repeating it is harmless: a
 * record that no longer waits has no such action.
 */
export function wakeReactor(records: Records, now: () => number): Reactor {
  const { knex } = records;
  const { kinds } = records.options;

  async function wake(id: string, kindName: string, by: string) {
    const action = kinds.find(kindName)?.onAwaitedDone;
    if (!action) return;
    await records
      .transaction(tx =>
        tx.act(
          id,
          action,
          { by },
          { actor: FOLLOW_UP, at: now(), capabilities: ['system'] },
        ),
      )
      .catch(error => {
        if (!(error instanceof LifecycleError)) throw error;
      });
  }

  return {
    name: 'wake',
    // Done records wake others; a record that begins to wait may have been overtaken.
    follows: (entry, kindName) => {
      const kind = kinds.find(kindName);
      const { to, waitsFor } = entry.body;
      const isDone = kind && typeof to === 'string' && !isOpen(kind, to);
      return Boolean(isDone || waitsFor);
    },
    react: async ({ record, entry }) => {
      if (entry.body.waitsFor) {
        const number = String(entry.body.waitsFor);
        const awaited = await knex('records')
          .where({ number, is_open: 0 })
          .first('id');
        if (awaited) await wake(record.id, record.kind, number);
        return;
      }
      const waiting = await knex('links')
        .where({ ref: record.number, role: 'waitsFor' })
        .select('record_id', 'kind');
      for (const { record_id: id, kind } of waiting) {
        await wake(id, kind, record.number);
      }
    },
  };
}
