import {
  Schedule,
  ENTITY_FACTS,
  type WindowSpec,
} from 'backstage-plugin-itsm-common';
import type { Caller } from '../access/Caller';
import { compileCondition } from '../conditions/compileCondition';
import { entityCase } from '../conditions/entityCase';
import type { Preview } from '../definitions/ManagedType';
import type { House } from '../House';

/** Times that a preview names. */
const MOST_TIMES = 10;
/** Entities that a preview names. */
const MOST_ENTITIES = 100;

/** The entities that a window is about, among those that the caller sees, and when it comes next. */
export async function previewWindow(
  { graph, entities, now }: Pick<House, 'graph' | 'entities' | 'now'>,
  caller: Caller,
  spec: WindowSpec,
): Promise<Preview> {
  const matches = compileCondition(ENTITY_FACTS, spec.when);
  const { graph: catalog } = await graph.read();
  const found: string[] = [];
  for (const entity of catalog.entities()) {
    if (matches(entityCase(entity))) found.push(entity.ref);
  }
  const titles = await entities.titles(
    found.sort().slice(0, MOST_ENTITIES),
    caller.credentials,
  );
  const iso = (at: number) => new Date(at).toISOString();
  return {
    matches: [...titles].map(([ref, title]) => ({
      kind: 'entity',
      ref,
      title,
    })),
    examined: catalog.size,
    capped: found.length > MOST_ENTITIES,
    occurrences: new Schedule(spec)
      .next(now(), MOST_TIMES)
      .map(({ start, end }) => ({ start: iso(start), end: iso(end) })),
  };
}
