/*
 * The order by priority ends with what has none, so its index has a number for that. Queries have to write
 * the expression as it is here.
 */
const INDEX = 'records_priority';

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('records', table => {
    table.dropIndex(['kind', 'is_open', 'priority', 'id'], INDEX);
  });
  await knex.raw(
    `create index ${INDEX} on records (kind, is_open, (coalesce(priority, 9)), id)`,
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('records', table => {
    table.dropIndex([], INDEX);
    table.index(['kind', 'is_open', 'priority', 'id'], INDEX);
  });
};
