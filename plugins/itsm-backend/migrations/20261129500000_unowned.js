// Records that nobody works on and whose owner is not known have a list of their own. They are few, so
// its index has only them; queries have to write the condition as it is here.

const COLUMN = 'unowned';
const INDEX = 'records_unowned';

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('records', table => {
    table
      .smallint(COLUMN)
      .notNullable()
      .defaultTo(0)
      .comment('Open, and nobody is known whose it is');
  });
  await knex('records')
    .where({ is_open: 1, assignee: null, assignment_group: null })
    .whereNot({ kind: 'article' })
    .update({ [COLUMN]: 1 });
  await knex.raw(
    `create index ${INDEX} on records (kind, is_open, id) where ${COLUMN} = 1`,
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('drop index ??', [INDEX]);
  // Not through knex: on SQLite it would copy the table
  await knex.raw('alter table records drop column ??', [COLUMN]);
};
