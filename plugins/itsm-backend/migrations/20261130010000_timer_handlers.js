// A timer is handled by what its room has registered for it; those that are set perform an action.

const COLUMN = 'handler';

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('timers', table => {
    table
      .string(COLUMN, 100)
      .notNullable()
      .defaultTo('act')
      .comment('What does it when it is due');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  // Others would be performed as actions, which they are not
  await knex('timers')
    .whereNot({ [COLUMN]: 'act' })
    .delete();
  // Not through knex: on SQLite it would copy the table
  await knex.raw('alter table timers drop column ??', [COLUMN]);
};
