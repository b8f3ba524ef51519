import { createConditionTransformer } from '@backstage/plugin-permission-node';
import { itsmRecordResourceRef } from 'backstage-plugin-itsm-node';
import { version } from '../package.json';
import { readResources } from './access/readResources';
import { recordRulesOf } from './access/recordRules';
import { requireServed } from './definitions/definitionsRoom';
import { buildHouse } from './House';
import { mountRooms } from './mountRooms';
import { RunningRequests } from './http/RunningRequests';
import type { ItsmServices } from './ItsmServices';
import { rulesOfRoles } from './room';
import { requireUniqueParts } from './requireUniqueParts';
import { ROOMS } from './rooms';
import { scheduleTasks } from './scheduleTasks';

/** Puts the rooms together: nothing is decided here. */
export async function installItsm(
  services: ItsmServices,
  toMake = ROOMS,
): Promise<void> {
  const house = await buildHouse(services);
  const { rooms, companions, knex } = house;
  for (const room of toMake) rooms.push(room(house));
  requireUniqueParts(rooms);
  requireServed(rooms);
  companions.push(...rooms.flatMap(room => room.companions ?? []));
  for (const room of rooms) await room.start?.();

  const { permissionsRegistry } = services;
  permissionsRegistry.addResourceType({
    resourceRef: itsmRecordResourceRef,
    permissions: rooms.flatMap(room => room.permissions ?? []),
    rules: [...recordRulesOf(house.desks), ...rulesOfRoles(rooms)],
    getResources: numbers => readResources(knex, numbers),
  });
  const requests = new RunningRequests();
  const idempotency = mountRooms(house, {
    requests,
    version,
    toFilters: createConditionTransformer(
      permissionsRegistry.getPermissionRuleset(itsmRecordResourceRef),
    ),
  });
  const tasks = await scheduleTasks(services.scheduler, [
    ...rooms.flatMap(room => room.tasks ?? []),
    {
      id: 'itsm-forget-idempotency',
      scope: 'global',
      everySeconds: 3_600,
      run: () => idempotency.forgetOld(),
    },
  ]);
  // What has begun is finished before the database is closed; a process that is killed leaves it to the others.
  services.lifecycle.addShutdownHook(async () => {
    await Promise.all([tasks.stop(), requests.stop()]);
    // What the last requests have begun is finished, too
    await Promise.all(rooms.map(room => room.stop?.()));
    house.leave();
  });
}
