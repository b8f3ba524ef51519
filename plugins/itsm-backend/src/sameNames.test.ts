import { createBackendModule } from '@backstage/backend-plugin-api';
import { TestDatabases } from '@backstage/backend-test-utils';
import { deliveryReadPermission, incident } from 'backstage-plugin-itsm-common';
import {
  itsmKindsExtensionPoint,
  itsmReactorsExtensionPoint,
  itsmSourcesExtensionPoint,
  type Reactor,
} from 'backstage-plugin-itsm-node';
import Router from 'express-promise-router';
import { databaseIds } from './__testUtils__/databases';
import { startItsm } from './__testUtils__/startItsm';
import { toyRoom } from './__testUtils__/toyRoom/toyRoom';
import { genericSource } from './deployments/genericSource';
import type { Meaning } from './inbox/Meaning';
import type { Room } from './room';
import { ROOMS } from './rooms';

const databases = TestDatabases.create({ ids: databaseIds });
const [id] = databaseIds;

type House = Parameters<typeof toyRoom>[0];

/** A room that has one part of each name that the toys have; the test says which. */
const other = (part: (toys: Room, house: House) => Partial<Room>) => [
  // Their definitions would have to come before the room that serves them
  (house: House): Room => ({ ...toyRoom(house), definitions: [] }),
  (house: House): Room => ({
    name: 'others',
    ...part(toyRoom(house), house),
  }),
];

const quiet: Reactor = {
  name: 'events',
  follows: () => false,
  react: async () => {},
};
const meaning: Meaning = {
  name: 'deployments',
  concerns: () => false,
  check: () => {},
  file: async () => {},
};
const mishap = {
  ...incident,
  name: 'mishap',
  plural: 'mishaps',
  prefix: 'MIS',
};

const adding = (
  add: (points: { kinds: any; sources: any; reactors: any }) => void,
) =>
  createBackendModule({
    pluginId: 'itsm',
    moduleId: 'twice',
    register(env) {
      env.registerInit({
        deps: {
          kinds: itsmKindsExtensionPoint,
          sources: itsmSourcesExtensionPoint,
          reactors: itsmReactorsExtensionPoint,
        },
        init: async points => add(points),
      });
    },
  });

describe('two parts of one name', () => {
  const refusalOf = async (o: { rooms?: any[]; features?: any[] }) =>
    startItsm({
      knex: await databases.init(id),
      rooms: [...ROOMS, ...(o.rooms ?? [])],
      features: o.features,
    }).then(
      itsm => itsm.stop().then(() => 'it started'),
      error => String(error.message),
    );

  it.each<[string, any[], RegExp]>([
    [
      'rooms',
      [toyRoom, toyRoom],
      /Two rooms have the name 'toys'\. Rename the newer one, or remove its line in rooms\.ts\./,
    ],
    [
      'reactors',
      other(({ reactors }) => ({ reactors })),
      /Two reactors have the name 'toys'\. Remove one of the modules that add them, or rename its reactor\./,
    ],
    [
      'tasks',
      other(({ tasks }) => ({ tasks })),
      /Two tasks have the name 'itsm-toys-dust'\. Rename the one of the newer room\./,
    ],
    [
      'timer handlers',
      other(({ timers }) => ({ timers })),
      /Two timer handlers have the name 'unwind-toy'\. Rename the one of the newer room\./,
    ],
    [
      'timer handlers, one the engine’s own',
      other(({ timers }) => ({ timers: { act: timers!['unwind-toy'] } })),
      /Two timer handlers have the name 'act'\. /,
    ],
    [
      'companions',
      other(({ companions }) => ({ companions })),
      /Two companions have the name 'toys'\. /,
    ],
    [
      'verbs',
      other(({ verbs }) => ({ verbs })),
      /Two verbs of timelines have the name 'wound_up'\. Rename the one of the newer room or kind\./,
    ],
    [
      'verbs, one that every timeline has',
      other(() => ({ verbs: [{ name: 'commented' }] })),
      /Two verbs of timelines have the name 'commented'\. /,
    ],
    [
      'roles',
      other(({ principalRoles }) => ({ principalRoles })),
      /Two roles of principals have the name 'player'\. Rename the one of the newer room or kind\./,
    ],
    [
      'roles, one that every record has',
      other(() => ({ principalRoles: [{ name: 'watcher' }] })),
      /Two roles of principals have the name 'watcher'\. /,
    ],
    [
      'rules for policies, one the engine’s own',
      other(() => ({
        principalRoles: [
          { name: 'other', rule: { name: 'IS_WATCHER', description: 'Twice' } },
        ],
      })),
      /Two rules for policies have the name 'IS_WATCHER'\. /,
    ],
    [
      'meanings',
      other(() => ({ meanings: [meaning] })),
      /Two meanings of deliveries have the name 'deployments'\. /,
    ],
    [
      'permissions',
      other(() => ({ permissions: [deliveryReadPermission] })),
      /Two permissions have the name 'itsm\.delivery\.read'\. Rename the one of the newer room or kind\./,
    ],
    [
      'operations',
      other(({ operations }) => ({ operations })),
      /Two operations have the name 'wind-toy'\. /,
    ],
    [
      'paths, however a parameter is called',
      other(({ operations: [wind] = [] }) => ({
        operations: [
          {
            ...wind,
            operation: {
              ...wind.operation,
              id: 'wind-other',
              path: '/v1/toys/{other}/wind',
            },
          },
        ],
      })),
      /Two operations \(their method and path\) have the name 'post \/v1\/toys\/\{\}\/wind'\. Give the one of the newer room or kind another path\./,
    ],
    [
      'hooks',
      other(() => ({ hooks: { path: '/hooks', router: Router() } })),
      /Two hooks \(their path\) have the name '\/hooks'\. /,
    ],
  ])('of rooms stop the start: %s', async (_, rooms, sentence) => {
    expect(await refusalOf({ rooms })).toMatch(sentence);
  });

  it.each<[string, Parameters<typeof adding>[0], RegExp]>([
    [
      'kinds',
      ({ kinds }) => kinds.addKind({ ...mishap, name: 'incident' }),
      /Two kinds of record have the name 'incident'\. Remove one of the modules that add them, or give the kind another one\./,
    ],
    [
      'kinds of one prefix',
      ({ kinds }) => kinds.addKind({ ...mishap, prefix: 'INC' }),
      /Two kinds of record \(their prefix\) have the name 'INC'\. /,
    ],
    [
      'a kind whose verb every timeline has',
      ({ kinds }) => kinds.addKind({ ...mishap, verbs: [{ name: 'moved' }] }),
      /Two verbs of timelines have the name 'moved'\. /,
    ],
    [
      'a kind whose role every record has',
      ({ kinds }) =>
        kinds.addKind({ ...mishap, principalRoles: [{ name: 'owner' }] }),
      /Two roles of principals have the name 'owner'\. /,
    ],
    [
      'kinds of one plural',
      ({ kinds }) => kinds.addKind({ ...mishap, plural: 'incidents' }),
      /Two kinds of record \(their plural\) have the name 'incidents'\. /,
    ],
    [
      'a kind whose plural is the path of a room',
      ({ kinds }) => kinds.addKind({ ...mishap, plural: 'my-work' }),
      /Two operations \(their method and path\) have the name 'get \/v1\/my-work'\. Give the one of the newer room or kind another path\./,
    ],
    [
      'a kind whose operations are called as those of a room',
      ({ kinds }) => kinds.addKind({ ...mishap, plural: 'deployments' }),
      /Two operations have the name 'list-deployments'\. Rename the one of the newer room or kind\./,
    ],
    [
      'a kind whose permissions are those of a room',
      ({ kinds }) => kinds.addKind({ ...mishap, name: 'delivery' }),
      /Two permissions have the name 'itsm\.delivery\.read'\. /,
    ],
    [
      'sources',
      ({ sources }) => sources.addSource(genericSource),
      /Two sources have the name 'generic'\. Remove one of the modules that add it, or rename its source\./,
    ],
    [
      'reactors',
      ({ reactors }) => reactors.addReactor(quiet),
      /Two reactors have the name 'events'\. Remove one of the modules that add them, or rename its reactor\./,
    ],
  ])('of modules stop the start: %s', async (_, add, sentence) => {
    expect(await refusalOf({ features: [adding(add)] })).toMatch(sentence);
  });
});
