import type { Seeded } from 'itsm-harness';
import { changeLife } from './changeLife';
import { incidentLife } from './incidentLife';
import type { Life } from './Life';
import type { Plan } from './Plan';

/** The life of record number `n`. Ask for them in order: the same seed tells the same lives. */
export function lifeOf(n: number, plan: Plan, random: Seeded): Life {
  const lot = plan.lot(n);
  return plan.kindOf(n) === 'change'
    ? changeLife(lot, plan, random)
    : incidentLife(lot, plan, random);
}
