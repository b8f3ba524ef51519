import type { House } from '../House';
import type { Room } from '../room';
import { outageOperation } from './outageOperation';
import { Outages } from './Outages';

/** Days on which something was broken. */
export function outagesRoom({
  records,
  now,
  upstream,
  kinds,
  channels,
}: House): Room {
  const services = { outages: new Outages(records, now, channels), upstream };
  return {
    name: 'outages',
    operations: kinds.all.flatMap(kind => outageOperation(kind, services)),
  };
}
