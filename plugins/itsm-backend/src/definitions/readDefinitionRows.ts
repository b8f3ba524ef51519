import type {
  DefinitionContent,
  DefinitionState,
  DefinitionVersionView,
} from 'backstage-plugin-itsm-common';
import type { Knex } from 'knex';
import { toNullableNumber, toNumber } from '../database/database';
import { storedJson } from '../database/storedJson';
import { bodyHashOf, sha256 } from '../timeline/entryChain';
import type { Delegated } from './Delegation';
import { hashOf } from './versionRow';

export type Verb = DefinitionVersionView['verb'];

/** A definition as it was stored last. */
export interface StoredDefinition extends DefinitionContent {
  id: string;
  type: string;
  state: DefinitionState;
  version: number;
  activeVersion: number | null;
  createdAt: number;
  updatedAt: number;
  updatedBy: string;
  lastHash: string;
  /** The only place where it can be edited; null for one that people edit. */
  file: string | null;
}

/** One version. */
export interface StoredVersion {
  version: number;
  at: number;
  verb: Verb;
  state: DefinitionState;
  /** Null once the person was erased. */
  actor: string | null;
  /** Undefined when it is broken. */
  body: VersionBody | undefined;
  hash: string;
  /** Its hash says what the row says. */
  isIntact: boolean;
  prev: string;
}

interface VersionBody {
  note: string | null;
  content: DefinitionContent;
}

/** What is written next. */
export interface NextVersion {
  verb: Verb;
  state: DefinitionState;
  content: DefinitionContent;
  /** Put in force as it is written, with what it alone may say, or taken out of force; left out, that stays. */
  inForce?: { keys: readonly string[] } | 'same keys' | null;
  /** The file that it comes from; left out, that stays. */
  file?: string | null;
  note?: string;
  actor: string;
  at: number;
}

const COLUMNS = ['definitions.*', 'definition_versions.body'];

const joined = (knex: Knex, column: 'version' | 'active_version') =>
  knex('definitions')
    .join('definition_versions', join =>
      join
        .on('definition_versions.definition_id', 'definitions.id')
        .andOn('definition_versions.version', `definitions.${column}`),
    )
    .select(COLUMNS);

/** A name has a part, in letters of any case. */
const isNamed = (name: string, part = '') =>
  folded(name).includes(folded(part));
const folded = (text: string) => text.normalize('NFKC').toLowerCase();

interface DefinitionQuery {
  type: string;
  state?: DefinitionState;
  /** Part of the name. */
  named?: string;
  /** Only those that are owned by one of the groups, or of one of the desks. */
  delegated?: Delegated;
  /** Those of files alone. */
  ofFiles?: boolean;
  before?: string;
  limit: number;
}

/** Of one type, newest first. */
export async function readDefinitions(
  knex: Knex,
  q: DefinitionQuery,
): Promise<StoredDefinition[]> {
  const narrowed = (query: Knex.QueryBuilder) => {
    query.where('definitions.type', q.type);
    if (q.state) query.where('definitions.state', q.state);
    if (q.before) query.where('definitions.id', '<', q.before);
    if (q.ofFiles) query.whereNotNull('definitions.file');
    const { delegated } = q;
    if (delegated) {
      query.where(any => {
        any.whereIn('definitions.owner_group', [...delegated.groups]);
        any.orWhereIn('definitions.desk', [...delegated.desks]);
      });
    }
    query.orderBy('definitions.id', 'desc');
  };
  const query = joined(knex, 'version').modify(narrowed).limit(q.limit);
  if (q.named) {
    // Compared here: SQLite and PostgreSQL disagree on the case of letters beyond ASCII
    const names: { id: string; name: string }[] = await knex('definitions')
      .modify(narrowed)
      .select('id', 'name');
    const ids = names
      .filter(({ name }) => isNamed(name, q.named))
      .slice(0, q.limit)
      .map(({ id }) => id);
    query.whereIn('definitions.id', ids);
  }
  return (await query).map(decoded);
}

export async function readDefinition(
  knex: Knex,
  type: string,
  by: { id: string } | { name: string },
): Promise<StoredDefinition | undefined> {
  const [[column, value]] = Object.entries(by);
  const row = await joined(knex, 'version')
    .where({ 'definitions.type': type, [`definitions.${column}`]: value })
    .first();
  return row && decoded(row);
}

/** The versions in force, each with the content that it had when it was activated. */
export async function readActive(
  knex: Knex,
  type: string,
  ids?: readonly string[],
): Promise<StoredDefinition[]> {
  const rows = await joined(knex, 'active_version')
    .where('definitions.type', type)
    .whereNotNull('definitions.active_version')
    .modify(query => {
      if (ids) query.whereIn('definitions.id', ids as string[]);
    })
    .orderBy('definitions.id');
  return rows.map(decoded);
}

/** Which versions are in force, without what they say. */
export async function readActiveVersions(
  knex: Knex,
  type: string,
): Promise<{ id: string; version: number }[]> {
  return knex('definitions')
    .where({ type })
    .whereNotNull('active_version')
    .orderBy('id')
    .select('id', 'active_version as version');
}

/**
 * Definitions whose last version, or whose version in force, says exactly this text somewhere; without what is retired.
 */
export async function readNaming(
  knex: Knex,
  text: string,
): Promise<{ last: StoredDefinition; active?: StoredDefinition }[]> {
  const quoted = JSON.stringify(text.toLowerCase());
  const ids = await knex('definitions')
    .join('definition_versions as v', 'v.definition_id', 'definitions.id')
    .where(of =>
      of
        .where('v.version', knex.ref('definitions.version'))
        .orWhere('v.version', knex.ref('definitions.active_version')),
    )
    .whereNot('definitions.state', 'retired')
    .whereRaw(`lower(v.body) like ? escape '\\'`, [
      `%${quoted.replace(/[\\%_]/g, '\\$&')}%`,
    ])
    .distinct('definitions.id')
    .pluck('definitions.id');
  const found: { last: StoredDefinition; active?: StoredDefinition }[] = [];
  for (const id of ids) {
    const [last, active] = await Promise.all(
      (['version', 'active_version'] as const).map(column =>
        joined(knex, column).where({ 'definitions.id': id }).first(),
      ),
    );
    found.push({
      last: decoded(last),
      active: active && decoded(active),
    });
  }
  return found;
}

/** The version in force that has a key, by the key. */
export async function readByKeys(
  knex: Knex,
  type: string,
  keys: readonly string[],
): Promise<Map<string, StoredDefinition>> {
  if (keys.length === 0) return new Map();
  const rows = await joined(knex, 'active_version')
    .join('definition_keys', 'definition_keys.definition_id', 'definitions.id')
    .where('definition_keys.type', type)
    .whereIn('definition_keys.key', keys as string[])
    .select('definition_keys.key');
  return new Map(rows.map((row: any) => [row.key, decoded(row)]));
}

/** Newest first. */
export async function readVersions(
  knex: Knex,
  id: string,
  q: { before?: number; limit?: number } = {},
): Promise<StoredVersion[]> {
  const rows = await knex('definition_versions')
    .where({ definition_id: id })
    .modify(query => {
      if (q.before !== undefined) query.where('version', '<', q.before);
      if (q.limit !== undefined) query.limit(q.limit);
    })
    .orderBy('version', 'desc');
  return rows.map((row: any) => ({
    version: row.version,
    at: toNumber(row.at),
    verb: row.verb,
    state: row.state,
    actor: row.actor,
    body: storedJson<VersionBody, undefined>(row.body, undefined),
    hash: row.hash,
    prev: row.prev,
    isIntact:
      hashOf(row) === row.hash &&
      sha256(row.body) === row.body_hash &&
      (row.actor === null ||
        bodyHashOf(row.salt ?? '', row.actor) === row.actor_hash),
  }));
}

/** What says which definitions of a type are in force; another one after each change of that. */
export async function readMarker(knex: Knex, type: string): Promise<string> {
  const row = await knex('definition_markers').where({ type }).first('marker');
  return row?.marker ?? '';
}

/** Never fails: a broken one is shown, and is invalid. */
function decoded(row: any): StoredDefinition {
  const body = storedJson<VersionBody, undefined>(row.body, undefined);
  const content = body?.content;
  return {
    id: row.id,
    type: row.type,
    state: row.state,
    version: row.version,
    activeVersion: toNullableNumber(row.active_version),
    name: content?.name ?? row.name,
    ownerGroup: content ? content.ownerGroup : row.owner_group,
    desk: content?.desk ?? row.desk,
    spec: content?.spec ?? {},
    createdAt: toNumber(row.created_at),
    updatedAt: toNumber(row.updated_at),
    updatedBy: row.updated_by,
    lastHash: row.last_hash,
    file: row.file ?? null,
  };
}
