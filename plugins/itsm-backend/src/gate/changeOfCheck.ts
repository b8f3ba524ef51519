import {
  missingForConsent,
  revisionKey,
  sameRevision,
  type ChangeData,
  type GateChange,
  type ItsmRecord,
  type KindDefinition,
} from 'backstage-plugin-itsm-common';
import type { Knex } from 'knex';
import { normalEnvironment } from '../deployments/identity';
import { decodeRecord } from '../records/recordRow';
import type { Question } from './Question';

type Change = ItsmRecord<ChangeData>;

/** Announced changes that are looked at. */
const MOST = 20;

const decode = (kind: KindDefinition, row: any) =>
  row && row.kind === kind.name
    ? (decodeRecord(kind, row) as unknown as Change)
    : undefined;

/** The change that a pipeline names, whether it may be that one or not. */
export const namedChange = async (
  knex: Knex,
  kind: KindDefinition,
  number: string,
): Promise<Change | undefined> =>
  decode(kind, await knex('records').where({ number }).first());

/** The newest open change of the same entity, environment and revision that did not only register. */
export async function announcedChange(
  knex: Knex,
  kind: KindDefinition,
  { entity, environment, revision }: Question,
): Promise<Change | undefined> {
  const rows = await knex('records')
    .where({
      kind: kind.name,
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
    .map(row => decode(kind, row)!)
    .find(
      change =>
        normalEnvironment(change.environment) === environment &&
        sameRevision(change.data.revision ?? '', revision),
    );
}

/** A change that was named and is not of the deployment, or that there is not: nothing is told of it. */
const strangeChange = (number: string): GateChange => ({
  number,
  type: 'normal',
  state: 'new',
  revision: null,
  artifact: null,
  plannedStart: null,
  plannedEnd: null,
  waivedWindows: [],
  isRejected: false,
  missing: [],
  mismatch: 'another_change',
});

/** The check's change as the gate judges it; null when it has none. */
export async function ownChange(
  knex: Knex,
  kind: KindDefinition,
  id: string | null,
  { entity, environment, changeRef }: Question,
): Promise<GateChange | null> {
  if (!id) return changeRef ? strangeChange(changeRef) : null;
  const change = decode(kind, await knex('records').where({ id }).first());
  if (!change) return null;
  const affected = await knex('links')
    .where({ record_id: id, role: 'affected', ref: entity })
    .first('ref');
  const { data, number } = change;
  const isOfThis =
    affected !== undefined &&
    normalEnvironment(change.environment) === environment &&
    data.type !== 'registration';
  if (!isOfThis) return strangeChange(number);
  return {
    number,
    type: data.type,
    state: change.state,
    revision: data.revision ?? null,
    artifact: data.artifact ?? null,
    plannedStart: data.plannedStart ?? null,
    plannedEnd: data.plannedEnd ?? null,
    waivedWindows: data.waivedWindows ?? [],
    isRejected:
      change.state === 'new' &&
      (data.approvals ?? []).some(
        ({ decision, voided }) => decision === 'rejected' && !voided,
      ),
    missing: missingForConsent(change),
    mismatch: null,
  };
}

/** Other changes that are being done to the entity in the environment. */
export async function runningChanges(
  knex: Knex,
  kind: KindDefinition,
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
      'r.state': 'implement',
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
