// Records and all that is committed with them. Times are epoch milliseconds (UTC) in bigint
// columns, flags are 0 or 1, JSON is text that no SQL looks into: both engines must agree.

const id = (table, name) => table.string(name, 36);
const ref = (table, name) => table.string(name, 300);

exports.up = async function up(knex) {
  const isPostgres = knex.client.config.client === 'pg';

  await knex.schema.createTable('records', table => {
    table.comment(
      'One row per record of any kind: promoted columns, and data as JSON',
    );
    id(table, 'id').primary().comment('UUIDv7: sorts by creation');
    table.string('number', 40).notNullable().unique();
    table.string('kind', 40).notNullable();
    table.string('desk', 40).notNullable();
    table.string('state', 40).notNullable();
    table.smallint('is_open').notNullable();
    table.integer('version').notNullable();
    table.integer('seq').notNullable().comment('Of the last entry');
    table.string('last_hash', 64).notNullable().comment('Of the last entry');
    table.string('title', 200).notNullable();
    table.text('description').notNullable();
    table.string('impact', 10);
    table.string('urgency', 10);
    table.smallint('priority');
    table.string('environment', 63).notNullable();
    table.string('category', 100);
    table.string('channel', 20).notNullable();
    table.smallint('restricted').notNullable();
    ref(table, 'requester').notNullable();
    ref(table, 'opened_by').notNullable();
    ref(table, 'assignee');
    ref(table, 'assignment_group');
    table.bigInteger('created_at').notNullable();
    table.bigInteger('updated_at').notNullable();
    table.bigInteger('started_at');
    table.bigInteger('detected_at');
    table.bigInteger('acknowledged_at');
    table.bigInteger('mitigated_at');
    table.bigInteger('resolved_at');
    table.bigInteger('closed_at');
    table.integer('reopen_count').notNullable();
    table.text('data').notNullable();
    table.integer('data_version').notNullable();
    table.bigInteger('text_rank').comment('Where the full text index keeps it');
    table.index(['is_open', 'id'], 'records_open');
    table.index(['kind', 'id'], 'records_kind');
    table.index(['kind', 'is_open', 'id'], 'records_kind_open');
    table.index(['kind', 'is_open', 'updated_at', 'id'], 'records_updated');
    table.index(['kind', 'is_open', 'priority', 'id'], 'records_priority');
    table.index(['assignee', 'kind', 'is_open', 'id'], 'records_assignee');
    table.index(['assignment_group', 'kind', 'is_open', 'id'], 'records_group');
    table.index(['text_rank'], 'records_text_rank');
  });

  await knex.schema.createTable('entries', table => {
    table.comment(
      'The timeline, the audit line and the outbox in one immutable row',
    );
    id(table, 'id').primary();
    id(table, 'record_id').notNullable().references('records.id');
    table.integer('seq').notNullable();
    table.bigInteger('at').notNullable();
    table.string('verb', 40).notNullable();
    table.string('audience', 10).notNullable();
    table
      .text('content')
      .comment('Canonical JSON of actor and body; null once erased');
    table.string('salt', 64).comment('Null once erased');
    table.string('body_hash', 64).notNullable();
    table.string('prev', 64).notNullable();
    table.string('hash', 64).notNullable();
    if (isPostgres) {
      table
        .specificType('tx', 'xid8')
        .notNullable()
        .defaultTo(knex.raw('pg_current_xact_id()'));
    }
    table.unique(['record_id', 'seq']);
  });

  await knex.schema.createTable('links', table => {
    table.comment('Record to entity, record or deployment, in a named role');
    id(table, 'record_id').notNullable().references('records.id');
    table.string('role', 20).notNullable();
    table.string('target', 20).notNullable();
    ref(table, 'ref').notNullable();
    table.integer('position').notNullable();
    table.string('kind', 40).notNullable().comment("Copy of the record's");
    table.smallint('is_open').notNullable().comment("Copy of the record's");
    table.primary(['record_id', 'role', 'ref']);
    table.index(
      ['ref', 'role', 'kind', 'is_open', 'record_id'],
      'links_ref_open',
    );
    table.index(['ref', 'role', 'kind', 'record_id'], 'links_ref_kind');
    table.index(['ref', 'role', 'record_id'], 'links_ref');
  });

  await knex.schema.createTable('principals', table => {
    table.comment(
      'Who has which role on a record; every permission rule asks this table',
    );
    id(table, 'record_id').notNullable().references('records.id');
    table.string('role', 20).notNullable();
    ref(table, 'ref').notNullable();
    table.string('kind', 40).notNullable().comment("Copy of the record's");
    table.smallint('is_open').notNullable().comment("Copy of the record's");
    table.primary(['record_id', 'role', 'ref']);
    table.index(
      ['ref', 'role', 'kind', 'is_open', 'record_id'],
      'principals_ref_open',
    );
    table.index(['ref', 'role', 'kind', 'record_id'], 'principals_ref_kind');
    table.index(['ref', 'role', 'record_id'], 'principals_ref');
  });

  await knex.schema.createTable('timers', table => {
    table.comment('An action that a record will perform at a time');
    id(table, 'record_id').notNullable().references('records.id');
    table.string('name', 40).notNullable();
    table.string('action', 40).notNullable();
    table.text('input').notNullable();
    table.bigInteger('due_at').notNullable();
    table.string('claimed_by', 36);
    table.bigInteger('claimed_until');
    table.integer('attempts').notNullable().defaultTo(0);
    table.text('last_error');
    table.primary(['record_id', 'name']);
    table.index(['due_at'], 'timers_due');
  });

  await knex.schema.createTable('reactions', table => {
    table.comment(
      'Work of one reactor for one entry; the row goes when the work is done',
    );
    id(table, 'entry_id').notNullable();
    table.string('reactor', 60).notNullable();
    table.string('claimed_by', 36);
    table.bigInteger('claimed_until').comment('Lease, or not before this time');
    table.integer('attempts').notNullable().defaultTo(0);
    table.bigInteger('dead_at');
    table.text('last_error');
    table.primary(['reactor', 'entry_id']);
  });

  await knex.schema.createTable('counters', table => {
    table.comment('Record numbers where the engine has no sequences');
    table.string('scope', 100).primary();
    table.bigInteger('value').notNullable();
  });

  await knex.schema.createTable('idempotency', table => {
    table.comment('First answers of keyed POSTs, kept for 24 hours');
    table
      .string('id', 64)
      .primary()
      .comment('SHA-256 of principal, route and key');
    table.string('request_hash', 64).notNullable();
    table
      .string('record_number', 40)
      .comment("Written in the record's own transaction");
    table.integer('status');
    table.text('body');
    table.bigInteger('created_at').notNullable();
    table.bigInteger('lease_until').notNullable();
    table.index(['created_at'], 'idempotency_age');
  });

  await knex.schema.createTable('blobs', table => {
    table.comment('Attachment bytes, addressed by content');
    table.string('sha256', 64).primary();
    table.binary('bytes').notNullable();
  });
  await knex.schema.createTable('attachments', table => {
    id(table, 'id').primary();
    id(table, 'record_id').notNullable().references('records.id');
    table.string('sha256', 64).notNullable().references('blobs.sha256');
    table.string('name', 255).notNullable();
    table.string('content_type', 100).notNullable();
    table.integer('size').notNullable();
    table.string('audience', 10).notNullable();
    table.bigInteger('created_at').notNullable();
    ref(table, 'created_by').notNullable();
    table.index(['record_id'], 'attachments_record');
  });

  await knex.schema.createTable('external_ids', table => {
    table.comment('Numbers that imported records had elsewhere');
    table.string('source', 100).notNullable();
    table.string('external_id', 200).notNullable();
    id(table, 'record_id').notNullable().references('records.id');
    table.primary(['source', 'external_id']);
    table.index(['record_id'], 'external_ids_record');
  });

  await knex.schema.createTable('entity_facts', table => {
    table.comment(
      'What records need to know of entities, refreshed from the catalog',
    );
    ref(table, 'ref').primary();
    table.string('uid', 60);
    table
      .text('owners')
      .notNullable()
      .comment('JSON: direct owners and their parent groups');
    ref(table, 'system');
    ref(table, 'domain');
    table.string('tier', 20);
    table
      .smallint('principals_stale')
      .notNullable()
      .defaultTo(0)
      .comment('The owners changed and records still name the old ones');
    table.bigInteger('refreshed_at').notNullable();
    table.bigInteger('removed_at');
    ref(table, 'moved_to');
    table.index(['refreshed_at'], 'entity_facts_age');
  });

  await knex.schema.createTable('checkpoints', table => {
    table.comment('Signed Merkle roots over the entries below a watermark');
    id(table, 'id').primary();
    table.bigInteger('at').notNullable();
    table
      .text('watermark')
      .notNullable()
      .comment('JSON: engine-specific bound of what is covered');
    table.bigInteger('size').notNullable();
    table.string('root', 64).notNullable();
    table.string('signature', 128).notNullable();
    table.index(['at'], 'checkpoints_at');
  });

  if (isPostgres) {
    await knex.raw(
      'create table record_text (record_id varchar(36) primary key references records(id), rank bigint not null, tsv tsvector not null)',
    );
    await knex.raw('create index record_text_rank on record_text (rank)');
    await knex.raw(
      'create index record_text_tsv on record_text using gin (tsv)',
    );
  } else {
    // Contentless: the words are in records already. The row id is the rank, see search/.
    await knex.raw(
      `create virtual table record_text using fts5(title, body, content='', contentless_delete=1, prefix='3', tokenize="unicode61 remove_diacritics 2")`,
    );
  }
};

exports.down = async function down(knex) {
  if (knex.client.config.client === 'pg') {
    const { rows } = await knex.raw(
      "select relname as name from pg_class where relkind = 'S' and relname like 'itsm_number_%' and relnamespace = current_schema()::regnamespace",
    );
    for (const { name } of rows) await knex.raw('drop sequence ??', [name]);
  }
  for (const table of [
    'record_text',
    'checkpoints',
    'entity_facts',
    'external_ids',
    'attachments',
    'blobs',
    'idempotency',
    'counters',
    'reactions',
    'timers',
    'principals',
    'links',
    'entries',
    'records',
  ]) {
    await knex.schema.dropTable(table);
  }
};
