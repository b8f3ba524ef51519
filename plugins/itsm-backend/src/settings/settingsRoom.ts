import type { House } from '../House';
import { basicPermissionsOf, type Room } from '../room';
import { settingsOperation } from './settingsOperation';

/** What pages need to know of the installation. */
export const settingsRoom = ({ config, kinds, rooms }: House): Room => ({
  name: 'settings',
  operations: [
    settingsOperation(config, kinds, () => basicPermissionsOf(rooms)),
  ],
});
