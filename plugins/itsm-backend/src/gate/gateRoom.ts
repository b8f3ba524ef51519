import { gated, gateType, windowType } from 'backstage-plugin-itsm-common';
import type { House } from '../House';
import type { Room } from '../room';
import { previewEntities } from '../graph/previewEntities';
import { CheckOpener } from './CheckOpener';
import { gateOperations } from './gateOperations';
import { GateService } from './GateService';
import { GateStore } from './GateStore';
import { wakeCompanion } from './wakeCompanion';
import { Waiting } from './Waiting';
import { Wakes } from './Wakes';

/** What is decided by these is decided again when one of them changes. */
const DECIDING = [gateType.name, windowType.name];

/** May it be deployed? What is gated, what pipelines asked, and who waits. */
export function gateRoom(house: House): Room {
  const { kinds, knex, services, config } = house;
  const kind = kinds.all.find(each => gated.of(each));
  const asks = kind && gated.of(kind);
  if (!asks) return { name: 'gate' };
  const store = new GateStore(knex);
  const waiting = new Waiting();
  const wakes = new Wakes({ knex, waiting, logger: services.logger });
  // Before requests are waited for: those that wait would hold the end up
  services.lifecycle.addShutdownHook(() => waiting.close());
  return {
    name: 'gate',
    definitions: [
      {
        type: gateType,
        preview: (caller, spec) => previewEntities(house, caller, spec.when),
      },
    ],
    operations: gateOperations({
      gate: new GateService({
        ...house,
        gated: { kind, asks },
        store,
        checks: new CheckOpener({ ...house, gated: { kind, asks }, store }),
        waiting,
        listen: () => wakes.listen(),
      }),
      appBaseUrl: config.appBaseUrl,
    }),
    companions: [wakeCompanion(store, (trx, wake) => wakes.tell(trx, wake))],
    onCommitted: () => wakes.committed(),
    onActivated: async ({ name }) => {
      if (DECIDING.includes(name)) await wakes.tellAll();
    },
    onRetired: async ({ name }) => {
      if (DECIDING.includes(name)) await wakes.tellAll();
    },
    stop: () => wakes.stop(),
  };
}
