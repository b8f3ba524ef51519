import {
  isPossible,
  UnreadableRecordError,
  type Capability,
  type ItsmRecord,
  type KindDefinition,
} from 'backstage-plugin-itsm-common';
import type { RecordResource } from 'backstage-plugin-itsm-node';
import type { Knex } from 'knex';
import type { Caller, Judge } from '../access/Caller';
import { readableIn, readRows, resourceOf } from '../records/readRecords';
import type { Records } from '../records/Records';

/** A record that the caller may read, with what the caller is towards it. */
export interface Visible {
  kind: KindDefinition;
  record: ItsmRecord;
  resource: RecordResource;
  judge: Judge;
  capabilities: Capability[];
  internal: boolean;
  /** The caller would also read it if it was restricted, and so sees what is private in it. */
  isInsider: boolean;
  /** The caller asked for a record that is a duplicate of this one. */
  isReporter: boolean;
}

/**
 * Those of the records, of one kind if it is named, that the caller may read, by number: one statement and
 * one question to the policy for all of a kind. Others are as good as absent.
 *
 * @throws UnreadableRecordError for one that can't be read, when nothing else was asked for
 */
export async function readVisible(
  { knex, options }: Records,
  caller: Caller,
  numbers: readonly string[],
  kindName?: string,
): Promise<Map<string, Visible>> {
  const rows = await readRows(knex, 'number', numbers);
  const found = await Promise.all(
    rows.map(async (row): Promise<[string, Visible][]> => {
      const kind = options.kinds.find(row.kind);
      if (!kind || (kindName && kind.name !== kindName)) return [];
      const resource = resourceOf(row);
      const judge = await caller.judge(kind.name);
      if (!judge.may('read', resource)) return [];
      const record = readableIn(options, kind, row);
      if (!record) {
        // Of several the others can still be worked with
        if (rows.length > 1) return [];
        throw new UnreadableRecordError(row.number);
      }
      const visible = {
        kind,
        record,
        resource,
        judge,
        capabilities: judge.capabilities(record, resource),
        internal: judge.mayReadInternal(record, resource),
        isInsider: judge.may('read', { ...resource, restricted: true }),
        isReporter: false,
      };
      const isReporter =
        !mayComment(visible) &&
        resource.principals.some(
          ({ role, ref }) => role === 'watcher' && ref === caller.actor.ref,
        ) &&
        (await hasReported(knex, record.number, caller.actor.ref));
      return [[record.number, { ...visible, isReporter }]];
    }),
  );
  return new Map(found.flat());
}

async function hasReported(
  knex: Knex,
  number: string,
  ref: string,
): Promise<boolean> {
  const row = await knex('links as l')
    .join('records as d', 'd.id', 'l.record_id')
    .where({ 'l.ref': number, 'l.role': 'duplicateOf', 'd.requester': ref })
    .first('l.record_id');
  return row !== undefined;
}

/** Whoever may edit comments; so does the requester, also of a duplicate, who need not be able to edit. */
export const mayComment = ({
  judge,
  resource,
  capabilities,
  isReporter,
}: Visible): boolean =>
  judge.may('update', resource) ||
  capabilities.includes('requester') ||
  isReporter;

/** Basic permissions that actions possible now need and the caller does not have. */
export async function lackingPermissions(
  caller: Caller,
  kind: KindDefinition,
  records: readonly ItsmRecord[],
): Promise<Set<string>> {
  const needed = Object.values(kind.actions)
    .filter(
      action =>
        action.permission &&
        records.some(record => isPossible(kind, action, record)),
    )
    .map(action => action.permission!);
  const names = [...new Set(needed)];
  const granted = await caller.hasNamed(names);
  return new Set(names.filter((_, index) => !granted[index]));
}
