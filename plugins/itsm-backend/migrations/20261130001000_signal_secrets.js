// Signals ask nobody for permission, so the names of their channels are known to readers alone: they are made
// with a secret of the installation, which the first process that starts writes down.

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('signal_secrets', table => {
    table.smallint('id').primary().comment('1: there is one');
    table.string('secret', 64).notNullable().comment('Hexadecimal');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('signal_secrets');
};
