import { entityRenamePermission } from 'backstage-plugin-itsm-common';
import type { House } from '../House';
import type { Room } from '../room';
import { entityOperations } from './entityOperations';
import { refreshFacts } from './refreshFacts';

/** What the catalog says of affected entities, kept fresh; entities that were renamed. */
export const entitiesRoom = (house: House): Room => ({
  name: 'entities',
  operations: entityOperations(house),
  permissions: [entityRenamePermission],
  tasks: [
    {
      id: 'itsm-entity-facts',
      scope: 'global',
      everySeconds: 60,
      run: signal => refreshFacts({ ...house, signal }),
    },
  ],
});
