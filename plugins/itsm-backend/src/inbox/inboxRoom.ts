import { deliveryReadPermission } from 'backstage-plugin-itsm-common';
import type { House } from '../House';
import type { Room } from '../room';
import { secondsSince } from '../secondsSince';
import { createInbox } from './createInbox';

/** Received webhooks: kept before they are answered, worked off by the rooms that they speak to. */
export function inboxRoom(house: House): Room {
  const { metrics, logger } = house.services;
  const deliveries = metrics.createCounter('itsm.deliveries', {
    description: 'Webhooks worked off, by instance and outcome',
    unit: '{delivery}',
  });
  const age = metrics.createGauge('itsm.inbox.age', {
    description: 'Age of the oldest delivery that is not worked off',
    unit: 's',
  });
  const inbox = createInbox({
    ...house,
    meanings: house.rooms.flatMap(({ meanings = [] }) => meanings),
    logger,
    random: Math.random,
    onOutcome: (instance, outcome) => deliveries.add(1, { instance, outcome }),
  });
  const { store, worker, operations, hookRouter, prune } = inbox;
  return {
    name: 'inbox',
    operations,
    hooks: { path: '/hooks', router: hookRouter },
    permissions: [deliveryReadPermission],
    tasks: [
      {
        id: 'itsm-inbox',
        scope: 'local',
        everySeconds: 5,
        async run() {
          await worker.tick();
          age.record(secondsSince(await store.oldestWaiting(), house.now()));
        },
      },
      {
        id: 'itsm-inbox-sweep',
        scope: 'global',
        everySeconds: 900,
        run: prune,
      },
    ],
    stop: () => worker.stop(),
  };
}
