// Records that their kind lists by a name of its own, such as changes that their approver ran. They are few,
// so the index has only them.

const COLUMN = 'mark';
const INDEX = 'records_mark';
const FILLED = { kind: 'change', mark: 'selfApproved' };

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('records', table => {
    table
      .string(COLUMN, 100)
      .nullable()
      .comment('The name by which the kind lists this record');
  });
  await knex('records')
    .where({ kind: FILLED.kind })
    .where('data', 'like', '%"selfApproved":true%')
    .update({ [COLUMN]: FILLED.mark });
  await knex.raw(
    `create index ${INDEX} on records (${COLUMN}, kind, is_open, id) where ${COLUMN} is not null`,
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('drop index ??', [INDEX]);
  // Not through knex: on SQLite it would copy the table
  await knex.raw('alter table records drop column ??', [COLUMN]);
};
