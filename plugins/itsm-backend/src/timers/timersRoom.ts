import type { House } from '../House';
import type { Room } from '../room';
import { TimerRunner } from './TimerRunner';
import { timersCompanion } from './timersCompanion';

/** Due moments: set in the commit of a record, and handed to what a room has registered for them. */
export function timersRoom(house: House): Room {
  const { records, processId, now, services } = house;
  const runner = new TimerRunner({
    records,
    processId,
    now,
    logger: services.logger,
    handlers: () =>
      new Map(house.rooms.flatMap(({ timers = {} }) => Object.entries(timers))),
  });
  return {
    name: 'timers',
    companions: [timersCompanion],
    tasks: [
      {
        id: 'itsm-timers',
        scope: 'local',
        everySeconds: 10,
        run: signal => runner.fire(signal),
      },
    ],
  };
}
