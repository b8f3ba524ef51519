import type { EntityNames, Link } from 'backstage-plugin-itsm-common';
import type { Knex } from 'knex';

interface Row {
  ref: string;
  removed_at: unknown;
  moved_to: string | null;
}

/** What a list is about. */
interface About {
  entities?: readonly string[];
  /** Those of them that were asked for by name. */
  followed?: readonly string[];
  within?: string;
}

const rowsOf = (knex: Knex) =>
  knex('entity_facts').select<Row[]>('ref', 'removed_at', 'moved_to');

/** A name that the catalog gave to another entity since means that one. */
const nameNow = (row: Row | undefined, ref: string) =>
  row && row.removed_at !== null && row.moved_to ? row.moved_to : ref;

/**
 * What a list is about, by the names under which records know it now: whoever asks for the old name of an
 * entity that was renamed finds its records. With it what there is to say of the name of a single entity.
 */
export async function aboutNow(
  knex: Knex,
  { entities, followed, within }: About,
): Promise<{ about: About; names: EntityNames }> {
  const refs = [...(entities ?? []), ...(within ? [within] : [])];
  const rows = refs.length > 0 ? await rowsOf(knex).whereIn('ref', refs) : [];
  const byRef = new Map(rows.map(row => [row.ref, row]));
  const now = (ref: string) => nameNow(byRef.get(ref), ref);
  const [asked] = entities ?? [];
  const isOne = entities?.length === 1;
  return {
    about: {
      entities: entities && [...new Set(entities.map(now))],
      followed: followed && [...new Set(followed.map(now))],
      within: within && now(within),
    },
    names: isOne ? namesOf(asked, byRef.get(asked)) : {},
  };
}

/** Whoever asks for a name is told what became of it, and not what else it was called. */
function namesOf(asked: string, row: Row | undefined): EntityNames {
  const now = nameNow(row, asked);
  if (now !== asked) return { [now]: { formerly: [asked] } };
  return row && row.removed_at !== null ? { [asked]: { isGone: true } } : {};
}

/** The ref under which this entity is known now. */
export async function currentRef(knex: Knex, ref: string): Promise<string> {
  return nameNow(await rowsOf(knex).where({ ref }).first(), ref);
}

/** The new name of each entity that was renamed. */
export async function readMoved(knex: Knex): Promise<Map<string, string>> {
  const rows = await rowsOf(knex)
    .whereNotNull('moved_to')
    .whereNotNull('removed_at');
  return new Map(rows.map(row => [row.ref, row.moved_to!]));
}

/** What there is to say of the names of linked entities: those that are gone, and what others were called. */
export async function readNames(
  knex: Knex,
  links: readonly Pick<Link, 'target' | 'ref'>[],
): Promise<EntityNames> {
  const refs = links
    .filter(({ target }) => target === 'entity')
    .map(({ ref }) => ref);
  if (refs.length === 0) return {};
  const rows = await rowsOf(knex)
    .whereIn('ref', refs)
    .orWhereIn('moved_to', refs)
    .orderBy('ref');
  const names: EntityNames = {};
  for (const { ref, removed_at, moved_to } of rows) {
    if (refs.includes(ref) && removed_at !== null) {
      names[ref] = { ...names[ref], isGone: true };
    }
    if (moved_to && refs.includes(moved_to)) {
      const formerly = [...(names[moved_to]?.formerly ?? []), ref];
      names[moved_to] = { ...names[moved_to], formerly };
    }
  }
  return names;
}

/** Left out of the result where there is nothing to say. */
export const someNames = (names: EntityNames) =>
  Object.keys(names).length > 0 && { entityNames: names };
