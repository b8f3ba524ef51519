// What pipelines asked the gate, and each answer that they were given with all that it went by.

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('gate_checks', table => {
    table.uuid('id').primary();
    table
      .string('question', 64)
      .notNullable()
      .unique()
      .comment(
        'Hash of who asks, the run, its stage, and what is to be deployed',
      );
    table.string('caller', 300).notNullable();
    table.string('entity', 300).notNullable();
    table.string('environment', 63).notNullable();
    table.text('asked').notNullable().comment('JSON: the question as it came');
    table.uuid('change_id').comment('The change that would let it through');
    table.bigInteger('created_at').notNullable();
    table.index(['change_id', 'id'], 'gate_checks_change');
  });
  await knex.schema.createTable('gate_decisions', table => {
    table.uuid('check_id').notNullable();
    table.integer('seq').notNullable().comment('The last one counts');
    table.bigInteger('at').notNullable();
    table.string('verdict', 10).notNullable();
    table.string('code', 30).notNullable();
    table
      .text('body')
      .notNullable()
      .comment('JSON: the decision and its facts');
    table.primary(['check_id', 'seq']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('gate_decisions');
  await knex.schema.dropTable('gate_checks');
};
