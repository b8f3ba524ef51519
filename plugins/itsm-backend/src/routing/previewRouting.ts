import {
  NotPermittedError,
  ROUTING_FACTS,
  type RecordSummary,
  type RoutingSpec,
} from 'backstage-plugin-itsm-common';
import type { Caller } from '../access/Caller';
import { compileCondition } from '../conditions/compileCondition';
import type { Preview } from '../definitions/ManagedType';
import { readDescribed } from '../entities/entityFacts';
import type { House } from '../House';
import { casesOf } from './routeUnowned';

/** Records that a preview looks at. */
const MOST_EXAMINED = 100;

/** Open records without an owner that a rule would route, among those that the caller may read. */
export async function previewRouting(
  house: Pick<House, 'knex' | 'reader' | 'kinds'>,
  caller: Caller,
  { when }: RoutingSpec,
): Promise<Preview> {
  const matches = compileCondition(ROUTING_FACTS, when);
  const { items, nextCursor } = await unownedRecords(house, caller);
  const refs = new Set(items.flatMap(({ entities }) => entities));
  const described = await readDescribed(house.knex, [...refs]);
  const matching = items.filter(record =>
    casesOf({
      record,
      entities: described.filter(({ ref }) => record.entities.includes(ref)),
    }).some(matches),
  );
  return {
    matches: matching.map(({ number, title }) => ({
      kind: 'record',
      ref: number,
      title,
    })),
    examined: items.length,
    capped: nextCursor !== null,
  };
}

/** None for those who read no records at all: they may still manage rules. */
async function unownedRecords(
  { reader, kinds }: Pick<House, 'reader' | 'kinds'>,
  caller: Caller,
): Promise<{ items: RecordSummary[]; nextCursor: string | null }> {
  try {
    return await reader.list(caller, kinds.all, {
      state: 'open',
      unowned: true,
      sort: 'created',
      allEntities: true,
      limit: MOST_EXAMINED,
      count: false,
      actions: false,
    });
  } catch (error) {
    if (!(error instanceof NotPermittedError)) throw error;
    return { items: [], nextCursor: null };
  }
}
