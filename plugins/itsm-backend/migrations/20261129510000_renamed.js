// What was renamed is found by both names. Erased persons had one name together, which somebody in the
// catalog could have had, and with it all their records; no namespace of the catalog is called `~`.

const ERASED = { from: 'user:default/erased', to: 'user:~/erased' };
const COLUMNS = {
  records: ['requester', 'opened_by', 'assignee'],
  principals: ['ref'],
  attachments: ['created_by'],
  mappings: ['created_by'],
};
const INDEX = 'entity_facts_moved';

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('entity_facts', table => {
    table.index(['moved_to'], INDEX);
  });
  for (const [table, columns] of Object.entries(COLUMNS)) {
    for (const column of columns) {
      await knex(table)
        .where({ [column]: ERASED.from })
        .update({ [column]: ERASED.to });
    }
  }
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('entity_facts', table => {
    table.dropIndex(['moved_to'], INDEX);
  });
};
