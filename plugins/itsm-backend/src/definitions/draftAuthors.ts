import type { Knex } from 'knex';
import { readMoved } from '../entities/renamed';
import {
  readVersions,
  type StoredVersion,
  type Verb,
} from './readDefinitionRows';

/** What makes somebody an author of what a definition says. */
const WRITES: readonly Verb[] = ['created', 'edited', 'imported', 'restored'];

/**
 * Everybody who wrote something of a draft since the last version was activated: none of them approves it. What was
 * restored has the authors that it had, too.
 */
export async function authorsOf(knex: Knex, id: string): Promise<Set<string>> {
  const versions = await readVersions(knex, id);
  const activated = versions.find(each => each.verb === 'activated');
  const draft = versions.filter(
    each =>
      WRITES.includes(each.verb) && each.version > (activated?.version ?? 0),
  );
  // A set is walked in the order of adding: what is added while it is walked is walked, too
  const all = new Set(draft);
  for (const each of all) {
    const source = each.verb === 'restored' && sourceOf(versions, each);
    if (source) all.add(source);
  }
  // Whoever was renamed since is still the one who wrote it
  const moved = await readMoved(knex);
  return new Set(
    [...all].flatMap(({ actor }) => (actor && moved.get(actor)) ?? actor ?? []),
  );
}

/** Who wrote what a restored version has. */
const sourceOf = (
  versions: readonly StoredVersion[],
  { body }: StoredVersion,
): StoredVersion | undefined =>
  versions.find(
    each => WRITES.includes(each.verb) && each.version <= Number(body?.note),
  );
