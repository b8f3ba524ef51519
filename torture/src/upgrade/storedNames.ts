import type { Knex } from 'knex';

/** Names that stored entries have, which a later build has to know, or a newer name of them. */
export interface StoredNames {
  verbs: string[];
  /** As `incident resolve`. */
  actions: string[];
  /** Keys of `body` and of `body.fields`, as `incident moved body.from`. */
  fields: string[];
}

/** Every name that an entry of the database has. */
export async function storedNames(knex: Knex): Promise<StoredNames> {
  const rows = await knex('entries')
    .join('records', 'records.id', 'entries.record_id')
    .whereNotNull('entries.content')
    .select('records.kind', 'entries.verb', 'entries.content');
  const verbs = new Set<string>();
  const actions = new Set<string>();
  const fields = new Set<string>();
  for (const { kind, verb, content } of rows) {
    const { body } = JSON.parse(content);
    verbs.add(verb);
    if (body.action) actions.add(`${kind} ${body.action}`);
    const { fields: changed = {}, ...rest } = body;
    for (const key of Object.keys(rest)) fields.add(`${kind} ${verb} ${key}`);
    for (const key of Object.keys(changed)) {
      fields.add(`${kind} ${verb} fields.${key}`);
    }
  }
  return {
    verbs: [...verbs].sort(),
    actions: [...actions].sort(),
    fields: [...fields].sort(),
  };
}
