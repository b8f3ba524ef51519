// Drafts of articles are for their writers and reviewers, as if they were restricted. `restricted` is what
// rules ask about, in three tables and their indexes; the mark that people set has a column of its own now.

const MARK = 'marked_restricted';
const COPIES = ['links', 'principals'];
const DRAFTS = { kind: 'article' };
const PRIVATE = ['draft', 'review', 'scheduled'];

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('records', table => {
    table
      .smallint(MARK)
      .notNullable()
      .defaultTo(0)
      .comment('People marked it as restricted');
  });
  await knex('records')
    .where({ restricted: 1 })
    .update({ [MARK]: 1 });
  const drafts = () =>
    knex('records').where(DRAFTS).whereIn('state', PRIVATE).select('id');
  for (const table of COPIES) {
    await knex(table).whereIn('record_id', drafts()).update({ restricted: 1 });
  }
  await knex('records')
    .where(DRAFTS)
    .whereIn('state', PRIVATE)
    .update({ restricted: 1 });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  const drafts = () =>
    knex('records')
      .where({ restricted: 1, [MARK]: 0 })
      .select('id');
  for (const table of COPIES) {
    await knex(table).whereIn('record_id', drafts()).update({ restricted: 0 });
  }
  await knex('records')
    .where({ restricted: 1, [MARK]: 0 })
    .update({ restricted: 0 });
  // Not through knex: on SQLite it would copy the table
  await knex.raw('alter table records drop column ??', [MARK]);
};
