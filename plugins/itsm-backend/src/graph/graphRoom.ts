import type { House } from '../House';
import type { Room } from '../room';
import { impactOperation } from './impactOperation';

/** The catalog's relations in memory, and what they say of an outage. */
export const graphRoom = (house: House): Room => ({
  name: 'graph',
  operations: [impactOperation(house)],
  tasks: [
    {
      id: 'itsm-graph',
      // Each process has a graph of its own
      scope: 'local',
      everySeconds: 10,
      run: signal => house.graph.refresh(signal),
    },
  ],
});
