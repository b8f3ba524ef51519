import {
  InvalidInputError,
  type RenameResult,
} from 'backstage-plugin-itsm-common';
import type { Knex } from 'knex';
import { isPostgres } from '../database/database';
import type { Records } from '../records/Records';
import type { Renaming, Room } from '../room';

/** Where refs of people and groups stand in a record. */
const PEOPLE_COLUMNS = [
  'requester',
  'opened_by',
  'assignee',
  'assignment_group',
];

/** Tables whose rows name an entity, and what else makes a row of them one of its kind. */
const NAMING = [
  { table: 'links', column: 'ref', keys: ['record_id', 'role'] },
  { table: 'principals', column: 'ref', keys: ['record_id', 'role'] },
  { table: 'votes', column: 'ref', keys: ['record_id'] },
  {
    table: 'deployment_entities',
    column: 'entity_ref',
    keys: ['deployment_id'],
  },
] as const;

const isPerson = (ref: string) => /^(user|group):/.test(ref);

/**
 * Gives everything that is recorded for an entity to the one that the catalog has in its place. Timelines
 * keep the old name, and whoever asks for it finds the new one. All of it, or nothing.
 *
 * @param o - full refs; the catalog has `to`, and `from` no more
 * @throws InvalidInputError when the two are of kinds that cannot stand for each other, or nothing is known of `from`
 */
export async function renameEntity(
  records: Records,
  o: Renaming,
  rooms: readonly Pick<Room, 'renamed'>[] = [],
): Promise<RenameResult> {
  const { from, to, at } = o;
  const kindOf = (ref: string) => ref.split(':')[0];
  const arePeople = isPerson(from) || isPerson(to);
  if (from === to || (arePeople && kindOf(from) !== kindOf(to))) {
    throw new InvalidInputError(
      from === to
        ? 'The two names are the same.'
        : `A ${kindOf(from)} can't become a ${kindOf(to)}.`,
      { from, to },
      'invalid_rename',
    );
  }
  return records.transaction(async ({ knex: trx }) => {
    await lockRecords(trx, from);
    const known = await trx('entity_facts').where({ ref: from }).first();
    const moved: Record<string, number> = {};
    for (const each of NAMING) {
      moved[each.table] = await moveRows(trx, each, from, to);
    }
    const named: Pick<RenameResult, 'definitions' | 'toCheck'> = {
      definitions: 0,
      toCheck: [],
    };
    for (const room of rooms) {
      Object.assign(named, await room.renamed?.(trx, o));
    }
    if (arePeople) await movePerson(trx, from, to);
    // One that was renamed before has nothing left
    const isKnown =
      named.definitions > 0 ||
      Object.values(moved).some(count => count > 0) ||
      (known && !known.moved_to);
    if (!isKnown) {
      throw new InvalidInputError(
        `Nothing is recorded for '${from}'. Check its old name.`,
        { ref: from },
        'entity_not_recorded',
      );
    }
    await trx('entity_facts')
      .where({ moved_to: from })
      .whereNot({ ref: to })
      .update({ moved_to: to });
    const gone = { removed_at: known?.removed_at ?? at, moved_to: to };
    await trx('entity_facts')
      .insert({ ref: from, owners: '[]', refreshed_at: at, ...gone })
      .onConflict('ref')
      .merge(gone);
    // Its own owners and systems decide from now on
    await trx('entity_facts')
      .where({ ref: to })
      .update({ moved_to: null, principals_stale: 1 });
    return {
      links: moved.links,
      deployments: moved.deployment_entities,
      ...named,
    };
  });
}

/** Locks every record that names it, in one order, so that nobody writes the old name back. */
async function lockRecords(trx: Knex.Transaction, ref: string): Promise<void> {
  if (!isPostgres(trx)) return;
  await trx('records')
    .whereIn('id', trx('principals').where({ ref }).select('record_id'))
    .orWhereIn('id', trx('links').where({ ref }).select('record_id'))
    .orderBy('id')
    .forUpdate()
    .select('id');
}

/** A row that there is for both names stays once. */
async function moveRows(
  trx: Knex.Transaction,
  { table, column, keys }: (typeof NAMING)[number],
  from: string,
  to: string,
): Promise<number> {
  const same = keys.map(key => `o.${key} = ${table}.${key}`).join(' and ');
  await trx(table)
    .where({ [column]: from })
    .whereRaw(
      `exists (select 1 from ${table} o where ${same} and o.${column} = ?)`,
      [to],
    )
    .delete();
  return trx(table)
    .where({ [column]: from })
    .update({ [column]: to });
}

/** Text in which the ref stands as a JSON string, exactly. */
const naming = (trx: Knex.Transaction, column: string, ref: string) => {
  const quoted = JSON.stringify(ref).replace(/[\\%_]/g, '\\$&');
  return trx.raw(`?? like ? escape '\\'`, [column, `%${quoted}%`]);
};

async function movePerson(
  trx: Knex.Transaction,
  from: string,
  to: string,
): Promise<void> {
  for (const column of PEOPLE_COLUMNS) {
    await trx('records')
      .where({ [column]: from })
      .update({ [column]: to });
  }
  await trx('attachments')
    .where({ created_by: from })
    .update({ created_by: to });
  await trx('definitions')
    .where({ updated_by: from })
    .update({ updated_by: to });
  const rows = await trx('records')
    .where(naming(trx, 'data', from))
    .select('id', 'data');
  for (const { id, data } of rows) {
    await trx('records')
      .where({ id })
      .update({
        data: data.replaceAll(JSON.stringify(from), JSON.stringify(to)),
      });
  }
}
