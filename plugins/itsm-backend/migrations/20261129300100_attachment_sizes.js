// How much room all files take is asked before each new one: read from an index, not from the rows.
const INDEX = 'attachments_size';

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('attachments', table => {
    table.index(['size'], INDEX);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('attachments', table => {
    table.dropIndex(['size'], INDEX);
  });
};
