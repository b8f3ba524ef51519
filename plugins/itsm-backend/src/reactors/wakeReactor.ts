import { isOpen, LifecycleError } from 'backstage-plugin-itsm-common';
import type { Reactor } from 'backstage-plugin-itsm-node';
import type { Records } from '../records/Records';
import { FOLLOW_UP } from '../records/actingFor';

/**
 * Wakes records that wait for another one when that one is done. Repeating it is harmless: a
 * record that no longer waits has no such action.
 */
export function wakeReactor(records: Records, now: () => number): Reactor {
  const { kinds } = records.options;
  return {
    name: 'wake',
    follows: (entry, kindName) => {
      const kind = kinds.find(kindName);
      const to = entry.body.to;
      return Boolean(kind && typeof to === 'string' && !isOpen(kind, to));
    },
    react: async ({ record }) => {
      const waiting = await records
        .knex('links')
        .where({ ref: record.number, role: 'waitsFor' })
        .select('record_id', 'kind');
      for (const { record_id: id, kind: kindName } of waiting) {
        const wake = kinds.find(kindName)?.onAwaitedDone;
        if (!wake) continue;
        await records
          .transaction(tx =>
            tx.act(
              id,
              wake,
              { by: record.number },
              { actor: FOLLOW_UP, at: now(), capabilities: ['system'] },
            ),
          )
          .catch(error => {
            if (!(error instanceof LifecycleError)) throw error;
          });
      }
    },
  };
}
