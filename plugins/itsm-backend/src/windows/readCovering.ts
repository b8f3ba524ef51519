import {
  isOpen,
  windowType,
  type ChangeData,
  type CoveringWindow,
  type Interval,
  type ItsmRecord,
  type KindDefinition,
} from 'backstage-plugin-itsm-common';
import { entityCase } from '../conditions/entityCase';
import { readDescribed } from '../entities/entityFacts';
import type { House } from '../House';
import { coveringIn } from './covering';

/** Of what is planned for longer only the beginning is looked at. */
const LONGEST_PLAN_MS = 400 * 24 * 60 * 60_000;

/** Windows that cover what a record affects, now and in the time for which it is planned. */
export async function readCovering(
  { knex, definitions, now }: Pick<House, 'knex' | 'definitions' | 'now'>,
  kind: KindDefinition,
  record: ItsmRecord<Partial<ChangeData>>,
): Promise<CoveringWindow[]> {
  if (!isOpen(kind, record.state)) return [];
  const snapshot = await definitions.read(windowType);
  if (snapshot.length === 0) return [];
  const refs = await knex('links')
    .where({ record_id: record.id, role: 'affected' })
    .pluck('ref');
  return coveringIn(
    snapshot,
    {
      entities: (await readDescribed(knex, refs)).map(entityCase),
      environment: record.environment,
    },
    timesOf(record, now()),
  );
}

/** Now, and the time for which it is planned. */
function timesOf(
  { data }: ItsmRecord<Partial<ChangeData>>,
  at: number,
): Interval[] {
  const now = { start: at, end: at + 1 };
  const start = data.plannedStart ?? at;
  const end = Math.max(data.plannedEnd ?? start, start + 1);
  return end > at
    ? [now, { start, end: Math.min(end, start + LONGEST_PLAN_MS) }]
    : [now];
}
