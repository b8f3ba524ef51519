import { gated, outage } from 'backstage-plugin-itsm-common';
import type { Knex } from 'knex';
import type { Companion } from '../records/Companion';
import { LEAST_URGENT } from './urgentIncidents';
import type { GateStore } from './GateStore';
import type { Wake } from './Waiting';

/** Tells what was committed that may let a pipeline through: a change that one waits for, and what broke or was repaired. */
export const wakeCompanion = (
  store: Pick<GateStore, 'isWaitedFor'>,
  tell: (trx: Knex.Transaction, wake: Wake) => Promise<void>,
): Companion => ({
  name: 'gate',
  async write({ trx, after, stored }) {
    const { kind } = stored;
    const isOutage =
      outage.of(kind) !== undefined &&
      Math.min(
        stored.record.priority ?? Infinity,
        after.priority ?? Infinity,
      ) <= LEAST_URGENT;
    // One that has moved may be what another one waits for to be over
    const hasMoved = !stored.isNew && stored.record.state !== after.state;
    const matters =
      gated.of(kind) !== undefined &&
      (hasMoved || (!stored.isNew && (await store.isWaitedFor(trx, after.id))));
    if (isOutage || matters)
      await tell(trx, { number: after.number, isOutage });
  },
});
