import { aliasType } from 'backstage-plugin-itsm-common';
import type { House } from '../House';
import type { Room } from '../room';
import { previewAlias } from './previewAlias';

/** What other systems call the entities of the catalog. */
export const aliasesRoom = (house: House): Room => ({
  name: 'aliases',
  definitions: [
    {
      type: aliasType,
      preview: (caller, spec) => previewAlias(house, caller, spec),
    },
  ],
});
