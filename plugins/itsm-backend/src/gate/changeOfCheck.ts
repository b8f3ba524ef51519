import {
  revisionKey,
  sameRevision,
  type GateChange,
  type Gated,
  type ItsmRecord,
  type KindDefinition,
} from 'backstage-plugin-itsm-common';
import type { Knex } from 'knex';
import { normalEnvironment } from '../normalEnvironment';
import { decodeRecord } from '../records/recordRow';
import type { Question } from './Question';

/** The kind whose records let deployments through, and what the gate asks of it. */
export interface GatedKind {
  kind: KindDefinition;
  asks: Gated;
}

/** Announced changes that are looked at. */
const MOST = 20;

const decode = ({ kind }: GatedKind, row: any): ItsmRecord | undefined =>
  row && row.kind === kind.name ? decodeRecord(kind, row) : undefined;

/** The change that a pipeline names, whether it may be that one or not. */
export const namedChange = async (
  knex: Knex,
  gated: GatedKind,
  number: string,
): Promise<ItsmRecord | undefined> =>
  decode(gated, await knex('records').where({ number }).first());

/** The newest open change of the same entity, environment and revision that did not only register. */
export async function announcedChange(
  knex: Knex,
  gated: GatedKind,
  { entity, environment, revision }: Question,
): Promise<ItsmRecord | undefined> {
  const rows = await knex('records')
    .where({
      kind: gated.kind.name,
      is_open: 1,
      correlation: revisionKey(revision),
    })
    .whereExists(
      knex('links').where({
        record_id: knex.ref('records.id'),
        role: 'affected',
        ref: entity,
      }),
    )
    .orderBy('id', 'desc')
    .limit(MOST);
  return rows
    .map(row => decode(gated, row)!)
    .find(
      change =>
        normalEnvironment(change.environment) === environment &&
        sameRevision(gated.asks.judged(change)?.revision ?? '', revision),
    );
}

/** A change that was named and is not of the deployment, or that there is not: nothing is told of it. */
const strangeChange = (number: string): GateChange => ({
  number,
  type: 'normal',
  state: 'new',
  standing: 'awaited',
  revision: null,
  artifact: null,
  plannedStart: null,
  plannedEnd: null,
  waivedWindows: [],
  missing: [],
  mismatch: 'another_change',
});

/** The check's change as the gate judges it; null when it has none. */
export async function ownChange(
  knex: Knex,
  gated: GatedKind,
  id: string | null,
  { entity, environment, changeRef }: Question,
): Promise<GateChange | null> {
  if (!id) return changeRef ? strangeChange(changeRef) : null;
  const change = decode(gated, await knex('records').where({ id }).first());
  if (!change) return null;
  const affected = await knex('links')
    .where({ record_id: id, role: 'affected', ref: entity })
    .first('ref');
  const isOfThis =
    affected !== undefined &&
    normalEnvironment(change.environment) === environment;
  const judged = isOfThis ? gated.asks.judged(change) : undefined;
  return judged ?? strangeChange(change.number);
}

/** Other changes that are being done to the entity in the environment. */
export async function runningChanges(
  knex: Knex,
  { kind, asks }: GatedKind,
  { entity, environment }: Question,
  own: string | null,
): Promise<{ number: string }[]> {
  const rows = await knex('links as l')
    .join('records as r', 'r.id', 'l.record_id')
    .where({
      'l.role': 'affected',
      'l.ref': entity,
      'l.kind': kind.name,
      'l.is_open': 1,
      'r.state': asks.running,
    })
    .orderBy('r.id')
    .limit(MOST)
    .select('r.id', 'r.number', 'r.environment');
  return rows
    .filter(
      row =>
        row.id !== own && normalEnvironment(row.environment) === environment,
    )
    .map(({ number }) => ({ number }));
}
