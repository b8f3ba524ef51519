import { ENTITY_FACTS, type Condition } from 'backstage-plugin-itsm-common';
import type { Caller } from '../access/Caller';
import { compileCondition } from '../conditions/compileCondition';
import { entityCase } from '../conditions/entityCase';
import type { Preview } from '../definitions/ManagedType';
import type { House } from '../House';

/** Entities that a preview names. */
const MOST = 100;

/** The entities that a condition is about, among those that the caller sees. */
export async function previewEntities(
  { graph, entities }: Pick<House, 'graph' | 'entities'>,
  caller: Caller,
  when: Condition,
): Promise<Preview> {
  const matches = compileCondition(ENTITY_FACTS, when);
  const { graph: catalog } = await graph.read();
  const found: string[] = [];
  for (const entity of catalog.entities()) {
    if (matches(entityCase(entity))) found.push(entity.ref);
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
    examined: catalog.size,
    capped: found.length > MOST,
  };
}
