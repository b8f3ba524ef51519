import {
  isOpen,
  windowType,
  type ChangeData,
  type CoveringWindow,
  type ItsmRecord,
  type KindDefinition,
} from 'backstage-plugin-itsm-common';
import { entityCase } from '../conditions/entityCase';
import { readDescribed } from '../entities/entityFacts';
import type { House } from '../House';
import { coveringIn } from './covering';

/** Windows that cover what a record affects, from now to the end for which it is planned. */
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
  const at = now();
  const { plannedStart, plannedEnd } = record.data;
  return coveringIn(
    snapshot,
    {
      entities: (await readDescribed(knex, refs)).map(entityCase),
      environment: record.environment,
    },
    at,
    Math.max(plannedEnd ?? 0, (plannedStart ?? 0) + 1, at + 1),
  );
}
