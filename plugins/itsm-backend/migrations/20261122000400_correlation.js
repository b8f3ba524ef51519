// What happens outside finds the records that wait for it by a word, not by reading all open ones.

const BATCH = 500;

/** As the kind `change` defines it. */
function correlationOf({ data }) {
  const { type, revision } = JSON.parse(data);
  return type !== 'registration' && revision
    ? revision.slice(0, 7).toLowerCase()
    : null;
}

exports.up = async function up(knex) {
  await knex.schema.alterTable('records', table => {
    table
      .string('correlation', 100)
      .comment('By what events from outside find it; null where none do');
    table.index(['correlation', 'kind', 'is_open'], 'records_correlation', {
      predicate: knex.whereNotNull('correlation'),
    });
  });
  let after = '';
  for (;;) {
    const rows = await knex('records')
      .where({ kind: 'change', is_open: 1 })
      .where('id', '>', after)
      .orderBy('id')
      .limit(BATCH)
      .select('id', 'data');
    for (const row of rows) {
      const correlation = correlationOf(row);
      if (correlation) {
        await knex('records').where({ id: row.id }).update({ correlation });
      }
    }
    if (rows.length < BATCH) return;
    after = rows[rows.length - 1].id;
  }
};

exports.down = async function down(knex) {
  await knex.schema.alterTable('records', table => {
    table.dropIndex(['correlation', 'kind', 'is_open'], 'records_correlation');
  });
  // Knex would make SQLite's table anew, which others refer to
  await knex.raw('alter table records drop column correlation');
};
