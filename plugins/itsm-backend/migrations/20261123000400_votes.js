// Whether a record helped its readers: one answer of each. The record's data has the counts, so that
// lists show them; what an erased person said stays counted.

exports.up = async function up(knex) {
  await knex.schema.createTable('votes', table => {
    table.comment('Whether a record helped a reader');
    table.string('record_id', 36).notNullable().references('records.id');
    table.string('ref', 300).notNullable();
    table.smallint('helpful').notNullable();
    table.bigInteger('voted_at').notNullable();
    table
      .string('follow_up', 40)
      .comment('Number of what was opened because of what they missed');
    table.primary(['record_id', 'ref']);
    table.index(['ref'], 'votes_ref');
  });
};

exports.down = async function down(knex) {
  await knex.schema.dropTable('votes');
};
