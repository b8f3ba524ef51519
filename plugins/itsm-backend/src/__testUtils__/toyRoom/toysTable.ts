import type { Knex } from 'knex';

/** What the toys of records are doing. A room of the product makes its table with a migration. */
export async function createToysTable(knex: Knex): Promise<void> {
  await knex.schema.createTable('toys', table => {
    table.string('record_id', 36).primary();
    table.integer('entries').notNullable().comment('Counted as they came');
    table.string('player');
    table.integer('heard').notNullable().defaultTo(0);
    table.integer('unwound').notNullable().defaultTo(0);
    table.integer('dusted').notNullable().defaultTo(0);
  });
}
