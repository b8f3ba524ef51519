// The inbox of webhooks and the deployments that they told of.

exports.up = async function up(knex) {
  await knex.schema.createTable('deliveries', table => {
    table.comment('One received webhook, stored before it was answered');
    table.string('id', 36).primary();
    table.string('instance', 100).notNullable();
    table
      .string('key', 200)
      .notNullable()
      .comment('Equal when the system sends it again');
    table.string('event', 100);
    table.text('headers').notNullable();
    table.binary('body').notNullable();
    table
      .string('status', 20)
      .notNullable()
      .comment('received, processed, ignored or dead');
    table.integer('attempts').notNullable();
    table.bigInteger('received_at').notNullable();
    table
      .bigInteger('next_attempt_at')
      .comment('Null when nothing is left to do');
    table.string('claimed_by', 36);
    table.text('reason');
    table
      .text('records')
      .notNullable()
      .comment('JSON: numbers of the records it touched');
    table.unique(['instance', 'key']);
    table.index(['next_attempt_at'], 'deliveries_next');
    table.index(['status', 'id'], 'deliveries_status');
  });

  await knex.schema.createTable('deployments', table => {
    table.comment('One run on one environment of one source');
    table.string('id', 36).primary();
    table
      .string('key', 64)
      .notNullable()
      .unique()
      .comment('SHA-256 of instance, repository, run and environment');
    table.string('instance', 100).notNullable();
    table.string('repository', 300).comment('Lower case');
    table.string('run_key', 64).notNullable();
    table.string('run_id', 200);
    table.string('environment', 63).notNullable();
    table.smallint('production').notNullable();
    table.string('outcome', 20).notNullable();
    table.string('revision', 200).notNullable();
    table.string('git_ref', 300);
    table.text('run_url');
    table.string('deployer', 300);
    table.integer('attempt').notNullable();
    table.bigInteger('started_at');
    table.bigInteger('finished_at');
    table.bigInteger('created_at').notNullable();
    table
      .text('children')
      .notNullable()
      .comment('JSON: native ids, jobs and attempts');
    table
      .string('record_id', 36)
      .references('records.id')
      .comment('The change; null while unmapped');
    table.string('unmapped_reason', 60);
    table.index(['record_id'], 'deployments_record');
    // Few of many wait: the list of those must not walk past all the others.
    table.index(['id'], 'deployments_unmapped', {
      predicate: knex.whereNotNull('unmapped_reason'),
    });
    table.index(['run_key'], 'deployments_run');
  });

  await knex.schema.createTable('deployment_runs', table => {
    table.comment(
      'One run of a source: the lock of all that is told of it, and how its attempts ended',
    );
    table
      .string('key', 64)
      .primary()
      .comment('SHA-256 of instance, repository and run');
    table
      .text('completions')
      .notNullable()
      .comment('JSON: attempt to outcome and time');
    table.bigInteger('touched_at').notNullable();
    table.index(['touched_at'], 'deployment_runs_age');
  });

  await knex.schema.createTable('deployment_entities', table => {
    table.comment('Which entities a deployment is of');
    table
      .string('deployment_id', 36)
      .notNullable()
      .references('deployments.id');
    table.string('entity_ref', 300).notNullable();
    table.primary(['deployment_id', 'entity_ref']);
    table.index(['entity_ref', 'deployment_id'], 'deployment_entities_ref');
  });

  await knex.schema.createTable('mappings', table => {
    table.comment('Repositories that somebody mapped to entities by hand');
    table
      .string('instance', 100)
      .notNullable()
      .comment('Empty: every instance');
    table.string('repository', 300).notNullable();
    table.text('entities').notNullable().comment('JSON');
    table.bigInteger('created_at').notNullable();
    table.string('created_by', 300).notNullable();
    table.primary(['instance', 'repository']);
  });
};

exports.down = async function down(knex) {
  for (const table of [
    'mappings',
    'deployment_entities',
    'deployment_runs',
    'deployments',
    'deliveries',
  ]) {
    await knex.schema.dropTable(table);
  }
};
