import { textCompanion } from '../search/textCompanion';
import type { House } from '../House';
import type { Room } from '../room';
import { exportOperation } from './exportOperation';
import { similarOperation } from './similarOperation';

/** Lists as files, records that read alike, and the words that find records. */
export const listsRoom = (house: House): Room => ({
  name: 'lists',
  companions: [textCompanion],
  operations: [
    ...house.kinds.all.map(kind => exportOperation(kind, house)),
    similarOperation(house.kinds.all, house),
  ],
});
