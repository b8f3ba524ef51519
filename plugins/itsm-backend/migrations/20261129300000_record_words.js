// The words that comments add to the full text of a record, so that one more comment adds its own words
// instead of reading all the others again. A record without a row gets one with its next comment.

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('record_words', table => {
    table.comment(
      'Searchable words of public comments, the newest comment first',
    );
    table.string('record_id', 36).primary().references('records.id');
    table.text('words').notNullable();
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('record_words');
};
