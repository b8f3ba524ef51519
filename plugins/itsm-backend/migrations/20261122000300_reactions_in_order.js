// An outlet hears of a record's entries in their order: what of one record comes before is asked
// with each claim, and must not cost a look at the entries.

exports.up = async function up(knex) {
  await knex.schema.alterTable('reactions', table => {
    table.string('record_id', 36).comment("Copy of the entry's");
    table.integer('seq').comment("Copy of the entry's");
  });
  const ofEntry = column =>
    knex('entries')
      .where('entries.id', knex.ref('reactions.entry_id'))
      .select(column);
  await knex('reactions').update({
    record_id: ofEntry('record_id'),
    seq: ofEntry('seq'),
  });
  await knex.schema.alterTable('reactions', table => {
    table.index(['reactor', 'record_id', 'seq'], 'reactions_record');
  });
};

exports.down = async function down(knex) {
  await knex.schema.alterTable('reactions', table => {
    table.dropIndex(['reactor', 'record_id', 'seq'], 'reactions_record');
    table.dropColumns('record_id', 'seq');
  });
};
