import { recordRedactPermission } from 'backstage-plugin-itsm-common';
import type { House } from '../House';
import type { Room } from '../room';
import { redactionOperation } from './redactionOperation';
import { Redactions } from './Redactions';

/** Taking back what should never have been written. */
export function redactionsRoom(house: House): Room {
  const services = { reader: house.reader, redactions: new Redactions(house) };
  return {
    name: 'redactions',
    operations: house.kinds.all.map(kind => redactionOperation(kind, services)),
    permissions: [recordRedactPermission],
  };
}
