import type { KindDefinition } from 'backstage-plugin-itsm-common';
import type { Knex } from 'knex';
import { isPostgres } from '../database/database';
import { nextCount } from '../database/counterRow';

/** Of all desks: the first one has given it its name. */
function sequenceName(kind: string): string {
  return `itsm_number_${kind}_it`.replace(/[^a-z0-9_]/g, '_');
}

/**
 * Makes the sequences of kinds that appeared since the last start. Two backends may start at
 * once, and `if not exists` alone can still collide.
 */
export async function ensureNumberSequences(
  knex: Knex,
  kinds: readonly KindDefinition[],
): Promise<void> {
  if (!isPostgres(knex)) return;
  for (const kind of kinds) {
    await knex
      .raw('create sequence if not exists ??', [sequenceName(kind.name)])
      .catch(async error => {
        // unique_violation or duplicate_table: the other one made it.
        if (!['23505', '42P07'].includes(error.code)) throw error;
      });
  }
}

/**
 * The next number of a kind over all desks, such as INC-000123. Rising by allocation; a rolled back transaction
 * leaves a gap. PostgreSQL's sequence never waits for another transaction; SQLite has one writer
 * anyway, so a counter row in the same transaction costs nothing.
 */
export async function nextNumber(
  trx: Knex.Transaction,
  kind: KindDefinition,
): Promise<string> {
  const value = isPostgres(trx)
    ? await nextOfSequence(trx, sequenceName(kind.name))
    : await nextCount(trx, `number:${kind.name}:it`);
  return `${kind.prefix}-${String(value).padStart(6, '0')}`;
}

async function nextOfSequence(
  trx: Knex.Transaction,
  name: string,
): Promise<number> {
  const { rows } = await trx.raw('select nextval(?) as value', [name]);
  return Number(rows[0].value);
}
