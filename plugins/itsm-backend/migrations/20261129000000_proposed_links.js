// A link that could move the other record holds once those agree who may act on that one. Until then it is a
// proposal. What is linked already was never asked about, and holds.

/** @param {import('knex').Knex} knex */
exports.up = async knex => {
  await knex.schema.alterTable('links', table => {
    table
      .smallint('proposed')
      .notNullable()
      .defaultTo(0)
      .comment('0 holds · 1 proposed · 2 proposed by an agent of the holder');
    table
      .smallint('proposal_told')
      .notNullable()
      .defaultTo(0)
      .comment('1 when the other record has an entry about the proposal');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async knex => {
  // Nobody consented to it
  await knex('links').where('proposed', '>', 0).delete();
  await knex.schema.alterTable('links', table => {
    table.dropColumn('proposal_told');
  });
  await knex.schema.alterTable('links', table => {
    table.dropColumn('proposed');
  });
};
