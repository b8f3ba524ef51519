import { setImmediate as nextTurn } from 'node:timers/promises';
import { ENTITY_FACTS, type Condition } from 'backstage-plugin-itsm-common';
import type { Caller } from '../access/Caller';
import { compileCondition } from '../conditions/compileCondition';
import { entityCase } from '../conditions/entityCase';
import type { Preview } from '../definitions/ManagedType';
import type { House } from '../House';

/** Entities that a preview names. */
const MOST = 100;
/** Looked at before anything else has a turn: some milliseconds. */
const AT_ONCE = 500;

/** The entities that a condition is about, among those that the caller sees. */
export async function previewEntities(
  { graph, entities }: Pick<House, 'graph' | 'entities'>,
  caller: Caller,
  when: Condition,
): Promise<Preview> {
  const matches = compileCondition(ENTITY_FACTS, when);
  const { graph: catalog } = await graph.read();
  const found: string[] = [];
  let examined = 0;
  for (const entity of catalog.entities()) {
    examined += 1;
    if (matches(entityCase(entity))) found.push(entity.ref);
    // A large catalog is looked through while somebody types: others have their turn, too
    if (examined % AT_ONCE === 0) await nextTurn();
  }
  const titles = await entities.titles(
    found.sort().slice(0, MOST),
    caller.credentials,
  );
  return {
    matches: [...titles].map(([ref, title]) => ({
      kind: 'entity',
      ref,
      title,
    })),
    examined,
    capped: found.length > MOST,
  };
}
