import type { House } from '../../House';
import type { Room } from '../../room';
import { previewLimit } from './limits';
import { player, woundUp } from './player';
import { toyLimitType } from './toyLimit';
import { toyOperations, toyWindPermission } from './toyOperations';
import { toysCompanion } from './toysCompanion';
import { UNWIND, unwind } from './unwind';

/** A toy for each record: a room that uses all that rooms may bring to records. */
export function toyRoom(house: House): Room {
  return {
    name: 'toys',
    operations: toyOperations(house),
    permissions: [toyWindPermission],
    verbs: [woundUp],
    principalRoles: [player],
    definitions: [
      {
        type: toyLimitType,
        preview: (caller, spec) => previewLimit(house, caller, spec),
      },
    ],
    companions: [toysCompanion],
    timers: { [UNWIND]: unwind },
    reactors: [
      {
        name: 'toys',
        follows: ({ verb }) => verb === 'created',
        react: async ({ record }) => {
          await house
            .knex('toys')
            .where({ record_id: record.id })
            .update({ heard: 1 });
        },
      },
    ],
    tasks: [
      {
        id: 'itsm-toys-dust',
        scope: 'global',
        everySeconds: 3_600,
        run: () => house.knex('toys').update({ dusted: 1 }),
      },
    ],
  };
}
