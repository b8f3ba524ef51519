// What administrators decide while the portal runs: the definitions as they are, every version that was written of
// them, and a mark for each type that changes with what is in force.

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('definitions', table => {
    table.uuid('id').primary();
    table.string('type', 50).notNullable();
    table.string('name', 100).notNullable();
    table.string('state', 30).notNullable();
    table.integer('version').notNullable().comment('The last one');
    table.integer('active_version').comment('The one in force');
    table.string('owner_group', 300);
    table.string('desk', 50).notNullable();
    table.bigInteger('created_at').notNullable();
    table.bigInteger('updated_at').notNullable();
    table.string('updated_by', 300).notNullable();
    table.string('last_hash', 64).notNullable();
    table.unique(['type', 'name']);
    table.index(['type', 'id'], 'definitions_list');
    table.index(['type', 'state', 'id'], 'definitions_state');
    table.index(['type', 'active_version'], 'definitions_active');
  });
  await knex.schema.createTable('definition_versions', table => {
    table.uuid('definition_id').notNullable();
    table.integer('version').notNullable();
    table.bigInteger('at').notNullable();
    table.string('verb', 30).notNullable();
    table.string('state', 30).notNullable();
    table.string('actor', 300).comment('Null once erased');
    table.string('salt', 32).comment('Of the actor; null once erased');
    table.string('actor_hash', 64).notNullable();
    table.text('body').notNullable().comment('JSON: content and note');
    table.string('body_hash', 64).notNullable();
    table.string('prev', 64).notNullable();
    table.string('hash', 64).notNullable();
    table.primary(['definition_id', 'version']);
  });
  await knex.schema.createTable('definition_markers', table => {
    table.string('type', 50).primary();
    table.string('marker', 36).notNullable().comment('Never the same twice');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('definition_markers');
  await knex.schema.dropTable('definition_versions');
  await knex.schema.dropTable('definitions');
};
