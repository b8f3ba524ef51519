import {
  missingForConsent,
  refuseNamed,
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

/** The check's change as the gate judges it. */
export async function gateChange(
  knex: Knex,
  kind: KindDefinition,
  id: string,
  { entity, environment, revision }: Question,
): Promise<GateChange | null> {
  const change = decode(kind, await knex('records').where({ id }).first());
  if (!change) return null;
  const affected = await knex('links')
    .where({ record_id: id, role: 'affected' })
    .pluck('ref');
  const { data } = change;
  // Only what it is of: how far it is, and of what revision, is asked by rules of their own
  const mismatch = refuseNamed(
    { ...change, state: 'scheduled' },
    { revision, ref: null },
    {
      isSameEnvironment: normalEnvironment(change.environment) === environment,
      affectsEntity: affected.includes(entity),
    },
  );
  return {
    number: change.number,
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
    mismatch: mismatch ?? null,
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
