// Which entity another system means by a name is a definition of the type `alias` now: repositories that somebody
// mapped by hand become aliases in force, each with the person and the time of its mapping. What only one definition in
// force may say has a key, and a definition can come from a file.

const { createHash, randomBytes, randomUUID } = require('node:crypto');

const TYPE = 'alias';
const DESK = 'it';
const GENESIS = '0'.repeat(64);
const AT_ONCE = 50;

const sha256 = (...parts) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
};

/** JSON with sorted keys, as versions are sealed. */
const canonicalJson = value =>
  JSON.stringify(value, (_key, inner) =>
    inner && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(
          Object.entries(inner)
            .filter(([, each]) => each !== undefined)
            .sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : inner,
  );

const ADDRESS =
  /^(?:[a-z][a-z0-9+.-]*:\/\/[^/]*\/+|[^\s/@:]+@[^\s/:]+:\/*)([^?#/][^?#]*)/;

/** What earlier builds wrote may be an address. */
function pathOf(repository) {
  const path = (ADDRESS.exec(repository)?.[1] ?? repository).trim();
  const bare = path.replace(/(\.git|\/)+$/, '') || path;
  return bare === repository ? bare : pathOf(bare);
}

const keyOf = ({ instance, repository }) =>
  `repository:${instance}:${pathOf(repository.trim().toLowerCase())}`;

function versionOf(id, last, { verb, state, content, actor, at }) {
  const body = canonicalJson({ note: null, content });
  const salt = randomBytes(16).toString('hex');
  const row = {
    definition_id: id,
    version: last.version + 1,
    at,
    verb,
    state,
    actor,
    salt,
    actor_hash: sha256(salt, actor),
    body,
    body_hash: sha256(body),
    prev: last.hash,
  };
  const hash = sha256(
    [
      row.prev,
      row.definition_id,
      row.version,
      row.at,
      row.verb,
      row.state,
      row.actor_hash,
      row.body_hash,
    ].join('\n'),
  );
  return { ...row, hash };
}

/** Unique, and short enough for a name. */
function namedBy(taken, { instance, repository }) {
  const whole = instance ? `${repository} (${instance})` : repository;
  const digest = sha256(JSON.stringify([instance, repository])).slice(0, 8);
  const name =
    whole.length <= 100 && !taken.has(whole)
      ? whole
      : `${whole.slice(0, 90)} ${digest}`;
  taken.add(name);
  return name;
}

/** Epoch milliseconds at the front, as the ids of all definitions. */
function newId(at) {
  const time = Math.max(0, Math.floor(at)).toString(16).padStart(12, '0');
  const random = randomUUID();
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(15)}`;
}

/** A broken one mapped nothing: it stays as an alias that is retired. */
function entitiesOf(row) {
  try {
    const entities = JSON.parse(row.entities);
    return Array.isArray(entities) ? entities : [];
  } catch {
    return [];
  }
}

function aliasesOf(mappings) {
  const rows = { definitions: [], versions: [], keys: [] };
  const [names, inForce] = [new Set(), new Set()];
  // One that was written with the path goes before one with an address
  const isPath = row => Number(row.repository === pathOf(row.repository));
  for (const row of [...mappings].sort((a, b) => isPath(b) - isPath(a))) {
    const entities = entitiesOf(row);
    const at = Number(row.created_at);
    const actor = row.created_by;
    const key = keyOf(row);
    const isActive = entities.length > 0 && !inForce.has(key);
    if (isActive) inForce.add(key);
    const content = {
      name: namedBy(names, row),
      ownerGroup: null,
      desk: DESK,
      spec: {
        ...(row.instance && { system: row.instance }),
        field: 'repository',
        names: [row.repository],
        entities,
      },
    };
    const id = newId(at);
    const by = { content, actor, at };
    const drafted = versionOf(
      id,
      { version: 0, hash: GENESIS },
      { verb: 'created', state: 'draft', ...by },
    );
    const last = versionOf(id, drafted, {
      verb: isActive ? 'activated' : 'retired',
      state: isActive ? 'active' : 'retired',
      ...by,
    });
    rows.versions.push(drafted, last);
    rows.definitions.push({
      id,
      type: TYPE,
      name: content.name,
      state: last.state,
      version: last.version,
      active_version: isActive ? last.version : null,
      owner_group: null,
      desk: DESK,
      created_at: at,
      updated_at: at,
      updated_by: actor,
      last_hash: last.hash,
    });
    if (isActive) rows.keys.push({ type: TYPE, key, definition_id: id });
  }
  return rows;
}

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('definitions', table => {
    table.text('file').comment('The only place where it can be edited');
  });
  await knex.schema.createTable('definition_keys', table => {
    table.comment('What only one definition in force may say');
    table.string('type', 50).notNullable();
    table.string('key', 500).notNullable();
    table.uuid('definition_id').notNullable();
    table.primary(['type', 'key']);
    table.index(['definition_id'], 'definition_keys_definition');
  });
  const { definitions, versions, keys } = aliasesOf(await knex('mappings'));
  for (const [table, rows] of [
    ['definitions', definitions],
    ['definition_versions', versions],
    ['definition_keys', keys],
  ]) {
    for (let from = 0; from < rows.length; from += AT_ONCE) {
      await knex(table).insert(rows.slice(from, from + AT_ONCE));
    }
  }
  if (definitions.length > 0) {
    await knex('definition_markers').insert({
      type: TYPE,
      marker: randomUUID(),
    });
  }
  await knex.schema.dropTable('mappings');
};

/**
 * Only what is in force comes back, and of that only what a mapping could say: the entities of a repository.
 *
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
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
  const rows = await knex('definitions')
    .join('definition_versions', join =>
      join
        .on('definition_versions.definition_id', 'definitions.id')
        .andOn('definition_versions.version', 'definitions.active_version'),
    )
    .where('definitions.type', TYPE)
    .select('body', 'updated_at', 'updated_by');
  for (const { body, updated_at: at, updated_by: by } of rows) {
    const { spec } = JSON.parse(body).content;
    if (spec.field !== 'repository') continue;
    const mapping = {
      instance: spec.system ?? '',
      entities: JSON.stringify(spec.entities),
      created_at: at,
      created_by: by,
    };
    for (const name of spec.names) {
      await knex('mappings').insert({
        ...mapping,
        repository: pathOf(name.trim().toLowerCase()),
      });
    }
  }
  const aliases = knex('definitions').where({ type: TYPE }).select('id');
  await knex('definition_versions').whereIn('definition_id', aliases).delete();
  await knex('definitions').where({ type: TYPE }).delete();
  await knex('definition_markers').where({ type: TYPE }).delete();
  await knex.schema.dropTable('definition_keys');
  await knex.schema.alterTable('definitions', table => {
    table.dropColumn('file');
  });
};
