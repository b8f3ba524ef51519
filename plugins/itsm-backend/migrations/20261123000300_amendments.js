// An amended comment is a new entry. This column finds it from the one it amends, without its content:
// of an erased version there is none left.

const COLUMN = { name: 'amends', index: 'entries_amends' };

exports.up = async function up(knex) {
  await knex.schema.alterTable('entries', table => {
    table
      .string(COLUMN.name, 36)
      .comment('Id of the comment whose newer version it is');
  });
  // Few entries amend another one
  await knex.schema.alterTable('entries', table => {
    table.index([COLUMN.name, 'seq'], COLUMN.index, {
      predicate: knex.whereNotNull(COLUMN.name),
    });
  });
};

exports.down = async function down(knex) {
  await knex.raw('drop index ??', [COLUMN.index]);
  // Not through knex: on SQLite it would copy the table
  await knex.raw('alter table entries drop column ??', [COLUMN.name]);
};
