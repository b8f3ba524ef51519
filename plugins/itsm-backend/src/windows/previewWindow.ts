import { Schedule, type WindowSpec } from 'backstage-plugin-itsm-common';
import type { Caller } from '../access/Caller';
import type { Preview } from '../definitions/ManagedType';
import { previewEntities } from '../graph/previewEntities';
import type { House } from '../House';

/** Times that a preview names. */
const MOST_TIMES = 10;

/** The entities that a window is about, among those that the caller sees, and when it comes next. */
export async function previewWindow(
  house: Pick<House, 'graph' | 'entities' | 'now'>,
  caller: Caller,
  spec: WindowSpec,
): Promise<Preview> {
  const iso = (at: number) => new Date(at).toISOString();
  return {
    ...(await previewEntities(house, caller, spec.when)),
    occurrences: new Schedule(spec)
      .next(house.now(), MOST_TIMES)
      .map(({ start, end }) => ({ start: iso(start), end: iso(end) })),
  };
}
