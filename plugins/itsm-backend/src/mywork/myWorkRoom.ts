import type { House } from '../House';
import type { Room } from '../room';
import { myWorkOperation } from './myWorkOperation';

/** What a person owes, decides and waits for. */
export const myWorkRoom = (house: House): Room => ({
  name: 'my-work',
  operations: [myWorkOperation(house.kinds.all, house)],
});
