import type { EntityNames } from 'backstage-plugin-itsm-common';
import type { Knex } from 'knex';

interface Row {
  ref: string;
  removed_at: unknown;
  moved_to: string | null;
}

const read = (knex: Knex, column: 'ref' | 'moved_to', refs: string[]) =>
  knex('entity_facts')
    .whereIn(column, refs)
    .select<Row[]>('ref', 'removed_at', 'moved_to');

/**
 * The refs under which records know these entities now: whoever asks for the old name of an entity that
 * was renamed finds its records. A name that the catalog gave to another entity means that one.
 */
export async function currentRefs(
  knex: Knex,
  refs: readonly string[],
): Promise<string[]> {
  if (refs.length === 0) return [];
  const rows = await read(knex, 'ref', [...refs]);
  const moved = new Map(
    rows
      .filter(row => row.removed_at !== null && row.moved_to)
      .map(row => [row.ref, row.moved_to!]),
  );
  return [...new Set(refs.map(ref => moved.get(ref) ?? ref))];
}

/** What there is to say of the names of entities: those that are gone, and what others were called. */
export async function readNames(
  knex: Knex,
  refs: readonly string[],
): Promise<EntityNames> {
  if (refs.length === 0) return {};
  const [own, former] = await Promise.all([
    read(knex, 'ref', [...refs]),
    read(knex, 'moved_to', [...refs]),
  ]);
  const names: EntityNames = {};
  for (const row of own) {
    if (row.removed_at !== null) names[row.ref] = { isGone: true };
  }
  for (const { ref, moved_to } of former) {
    const formerly = [...(names[moved_to!]?.formerly ?? []), ref].sort();
    names[moved_to!] = { ...names[moved_to!], formerly };
  }
  return names;
}

/** What a list is about, by the names that records have for it now. */
export async function aboutNow(
  knex: Knex,
  o: { entities?: readonly string[]; within?: string },
): Promise<{ entities?: string[]; within?: string }> {
  const now = (refs: readonly string[]) => currentRefs(knex, refs);
  return {
    entities: o.entities && (await now(o.entities)),
    within: o.within && (await now([o.within]))[0],
  };
}

/** The names of an entity that was asked for by one name and is known by another. */
export async function namesOf(
  knex: Knex,
  asked: string,
  now: string,
): Promise<EntityNames> {
  const names = await readNames(knex, [now]);
  // Whoever asks for a name is told what became of it, and not what else it was called
  return asked === now
    ? names
    : { [now]: { ...names[now], formerly: [asked] } };
}
