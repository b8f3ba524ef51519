// Systems, domains and groups show what is recorded for their parts. What an entity is part of is
// read with its owners, and stands beside them among the principals of its records.

exports.up = async function up(knex) {
  await knex.schema.alterTable('entity_facts', table => {
    table.dropColumn('system');
    table.dropColumn('domain');
  });
  await knex.schema.alterTable('entity_facts', table => {
    table
      .text('containers')
      .notNullable()
      .defaultTo('[]')
      .comment('JSON: what it is part of, the nearest first');
  });
  // Read again at once; the records of what turns out to be part of something are rewritten then
  await knex('entity_facts').update({ refreshed_at: 0 });
};

exports.down = async function down(knex) {
  await knex('principals').where({ role: 'container' }).delete();
  await knex.schema.alterTable('entity_facts', table => {
    table.dropColumn('containers');
  });
  await knex.schema.alterTable('entity_facts', table => {
    table.string('system', 300);
    table.string('domain', 300);
  });
};
