// What records do for each other is one outlet now, of which waking was a part. What waits for the
// old one goes to the new one.

/** @param {import('knex').Knex} knex */
exports.up = async knex => {
  await knex('reactions')
    .where({ reactor: 'wake' })
    .update({ reactor: 'neighbours' });
};

/** @param {import('knex').Knex} knex */
exports.down = async knex => {
  await knex('reactions')
    .where({ reactor: 'neighbours' })
    .update({ reactor: 'wake' });
};
