// Erased persons got a name that nobody in a catalog can have (20261129510000_renamed.js), but not in the fields of
// kinds and not where a description mentions them. Whoever is called `erased` would still have been an approver there.

const FORMER = 'user:default/erased';
const NAME = 'user:~/erased';
/** How each column writes a name. */
const WRITTEN = {
  data: ref => JSON.stringify(ref),
  description: ref => `<@${ref}>`,
};

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  for (const [column, written] of Object.entries(WRITTEN)) {
    await knex('records')
      .where(column, 'like', `%${written(FORMER)}%`)
      .update({
        [column]: knex.raw('replace(??, ?, ?)', [
          column,
          written(FORMER),
          written(NAME),
        ]),
      });
  }
};

/** The new name is right for the builds before, too. */
exports.down = async function down() {};
