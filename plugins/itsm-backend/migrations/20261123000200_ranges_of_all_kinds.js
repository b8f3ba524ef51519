// Somebody's open work of all kinds is one range of this index, instead of one for each kind.

const BEFORE = ['ref', 'role', 'record_id', 'kind', 'is_open', 'restricted'];
const AFTER = ['ref', 'role', 'is_open', 'record_id', 'kind', 'restricted'];

const replace = (knex, from, to) =>
  knex.schema.alterTable('principals', table => {
    table.dropIndex(from, 'principals_ref');
    table.index(to, 'principals_ref');
  });

exports.up = knex => replace(knex, BEFORE, AFTER);
exports.down = knex => replace(knex, AFTER, BEFORE);
