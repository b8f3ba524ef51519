import {
  renamedIn,
  type DefinitionContent,
  type RenameResult,
} from 'backstage-plugin-itsm-common';
import type { Knex } from 'knex';
import type { Renaming } from '../room';
import { readNaming, type StoredDefinition } from './readDefinitionRows';
import { writeDefinition } from './writeDefinitionRows';

/**
 * Gives an entity that was renamed its new name in everything that definitions say: in what is in force and in the
 * draft beside it, each as a new version.
 *
 * @returns how many definitions have changed, and those whose conditions ask for the old name by itself
 */
export async function renameInDefinitions(
  trx: Knex.Transaction,
  o: Renaming,
): Promise<Pick<RenameResult, 'definitions' | 'toCheck'>> {
  const { from, to } = o;
  const names = new Map([[from, to]]);
  let definitions = 0;
  for (const { last, active } of await readNaming(trx, from)) {
    const isDrafted = last.state !== 'active' && active !== undefined;
    const next = [active, isDrafted || !active ? last : undefined].map(
      each => each && renamedContent(each, names),
    );
    if (next.every(each => each === undefined)) continue;
    definitions += 1;
    const by = {
      verb: 'renamed' as const,
      note: `${from} → ${to}`,
      actor: o.by,
      at: o.at,
    };
    let written = last;
    if (next[0]) {
      written = await writeDefinition(trx, last, {
        ...by,
        state: 'active',
        content: next[0],
        inForce: 'same keys',
      });
    }
    // What was drafted beside it stays a draft
    if (next[1] || (next[0] && isDrafted)) {
      await writeDefinition(trx, written, {
        ...by,
        state: last.state,
        content: next[1] ?? last,
      });
    }
  }
  return { definitions, toCheck: await readByName(trx, from) };
}

/** Undefined when it does not name the entity. */
function renamedContent(
  { name, ownerGroup, desk, spec }: StoredDefinition,
  names: ReadonlyMap<string, string>,
): DefinitionContent | undefined {
  const next = {
    ownerGroup: renamedIn(ownerGroup, names),
    spec: renamedIn(spec, names),
  };
  return next.spec === spec && next.ownerGroup === ownerGroup
    ? undefined
    : { name, desk, ...next };
}

/** Conditions that ask for the old name without its kind may mean something else. */
async function readByName(
  trx: Knex.Transaction,
  from: string,
): Promise<{ type: string; name: string }[]> {
  const [name] = from.split('/').slice(-1);
  const found = await readNaming(trx, name);
  return found
    .filter(({ active }) => active && asksForName(active.spec, name))
    .map(({ last }) => ({ type: last.type, name: last.name }));
}

function asksForName(value: unknown, name: string): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(
    ([key, inner]) =>
      (key === 'entity.name' && hasText(inner, name)) ||
      asksForName(inner, name),
  );
}

function hasText(value: unknown, text: string): boolean {
  if (typeof value === 'string') return value.toLowerCase() === text;
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).some(inner => hasText(inner, text))
  );
}
