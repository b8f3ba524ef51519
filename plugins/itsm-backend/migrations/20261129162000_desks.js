// Rules and lists ask for the desk of a record. Links and principals repeat it, so that their indexes answer
// without the record; of a small desk an index of its own has the records. Routing rules ask for type and tags of
// entities.

const COPIES = ['links', 'principals'];

/** Index name to columns; the desk comes after them. */
const INDEXES = {
  links: {
    links_ref_open: [
      'ref',
      'role',
      'kind',
      'is_open',
      'record_id',
      'restricted',
    ],
    links_ref_kind: ['ref', 'role', 'kind', 'record_id', 'restricted'],
    links_ref: ['ref', 'role', 'record_id', 'kind', 'is_open', 'restricted'],
  },
  principals: {
    principals_ref_open: [
      'ref',
      'role',
      'kind',
      'is_open',
      'record_id',
      'restricted',
    ],
    principals_ref_kind: ['ref', 'role', 'kind', 'record_id', 'restricted'],
    principals_ref: [
      'ref',
      'role',
      'is_open',
      'record_id',
      'kind',
      'restricted',
    ],
  },
};
const RECORDS_DESK = ['desk', 'is_open', 'id', 'kind', 'restricted'];

async function eachIndex(knex, change) {
  for (const [name, indexes] of Object.entries(INDEXES)) {
    await knex.schema.alterTable(name, table => {
      for (const [index, columns] of Object.entries(indexes)) {
        change(table, index, columns);
      }
    });
  }
}

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  for (const name of COPIES) {
    await knex.schema.alterTable(name, table => {
      table
        .string('desk', 40)
        .notNullable()
        .defaultTo('it')
        .comment("Copy of the record's");
    });
  }
  await eachIndex(knex, (table, index, columns) => {
    table.dropIndex(columns, index);
    table.index([...columns, 'desk'], index);
  });
  await knex.schema.alterTable('records', table => {
    table.index(RECORDS_DESK, 'records_desk');
  });
  await knex.schema.alterTable('entity_facts', table => {
    table.string('type', 300);
    table.text('tags').notNullable().defaultTo('[]').comment('JSON');
  });
  // Read again at once, for their type and tags
  await knex('entity_facts').update({ refreshed_at: 0 });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  // Not through knex: on SQLite it would copy the table
  for (const column of ['type', 'tags']) {
    await knex.raw('alter table entity_facts drop column ??', [column]);
  }
  await knex.schema.alterTable('records', table => {
    table.dropIndex(RECORDS_DESK, 'records_desk');
  });
  await eachIndex(knex, (table, index, columns) => {
    table.dropIndex([...columns, 'desk'], index);
    table.index(columns, index);
  });
  for (const name of COPIES) {
    await knex.raw('alter table ?? drop column desk', [name]);
  }
};
