import { routingType } from 'backstage-plugin-itsm-common';
import type { House } from '../House';
import type { Room } from '../room';
import { previewRouting } from './previewRouting';
import { routerOf } from './routeUnowned';

/** Rules that say who works on records that affect nothing with an owner. */
export function routingRoom(house: House): Room {
  const { definitions } = house;
  return {
    name: 'routing',
    definitions: [
      {
        type: routingType,
        preview: (caller, spec) => previewRouting(house, caller, spec),
      },
    ],
    readRouter: async () => routerOf(await definitions.read(routingType)),
  };
}
