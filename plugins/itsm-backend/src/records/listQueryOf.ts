import type { recordQuery } from 'backstage-plugin-itsm-common';
import type { z } from 'zod';
import { fullRef } from '../entities/EntityLookup';
import { MINE } from './listQuery';

const ref = (value: string | undefined, kind: string) =>
  value === undefined ? undefined : fullRef(value, kind);

/** What a query of the API asks of a list; its page aside. */
export const listQueryOf = (
  q: Omit<
    z.output<typeof recordQuery>,
    'cursor' | 'limit' | 'count' | 'actions' | 'texts'
  >,
) => ({
  state: q.state,
  q: q.q?.trim() || undefined,
  priority: q.priority,
  priorityUpTo: q.priorityUpTo,
  unassigned: q.unassigned === 'true',
  sort: q.sort,
  entity: ref(q.entity, 'component'),
  within: ref(q.within, 'system'),
  assignee: ref(q.assignee, 'user'),
  group: ref(q.group, 'group'),
  mine: q.mine && MINE[q.mine],
});
