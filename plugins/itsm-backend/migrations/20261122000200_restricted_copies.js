// Whether a record is restricted decides about most readers. Its copy in links and principals, and
// its place at the end of the indexes, let a tab be paged and counted without touching the records.

const COPIES = ['links', 'principals'];

/** Index name to columns before and after. Queries read what they need from the index alone. */
const INDEXES = {
  links: {
    links_ref_open: ['ref', 'role', 'kind', 'is_open', 'record_id'],
    links_ref_kind: ['ref', 'role', 'kind', 'record_id'],
    links_ref: ['ref', 'role', 'record_id'],
  },
  principals: {
    principals_ref_open: ['ref', 'role', 'kind', 'is_open', 'record_id'],
    principals_ref_kind: ['ref', 'role', 'kind', 'record_id'],
    principals_ref: ['ref', 'role', 'record_id'],
  },
  records: {
    records_kind: ['kind', 'id'],
    records_kind_open: ['kind', 'is_open', 'id'],
    records_open: ['is_open', 'id'],
  },
};
const ADDED = {
  links_ref: ['kind', 'is_open', 'restricted'],
  principals_ref: ['kind', 'is_open', 'restricted'],
  records_open: ['kind', 'restricted'],
};

async function eachIndex(knex, change) {
  for (const [name, indexes] of Object.entries(INDEXES)) {
    await knex.schema.alterTable(name, table => {
      for (const [index, columns] of Object.entries(indexes)) {
        change(table, index, columns, ADDED[index] ?? ['restricted']);
      }
    });
  }
}

exports.up = async function up(knex) {
  for (const name of COPIES) {
    await knex.schema.alterTable(name, table => {
      table
        .smallint('restricted')
        .notNullable()
        .defaultTo(0)
        .comment("Copy of the record's");
    });
    await knex(name)
      .whereIn('record_id', knex('records').where('restricted', 1).select('id'))
      .update({ restricted: 1 });
  }
  await eachIndex(knex, (table, index, columns, added) => {
    table.dropIndex(columns, index);
    table.index([...columns, ...added], index);
  });
};

exports.down = async function down(knex) {
  await eachIndex(knex, (table, index, columns, added) => {
    table.dropIndex([...columns, ...added], index);
    table.index(columns, index);
  });
  for (const name of COPIES) {
    await knex.schema.alterTable(name, table => table.dropColumn('restricted'));
  }
};
