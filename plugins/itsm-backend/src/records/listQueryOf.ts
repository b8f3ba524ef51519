import type { recordQuery } from 'backstage-plugin-itsm-common';
import type { z } from 'zod';
import { fullRef } from '../entities/EntityLookup';
import { MINE_ROLES } from './listQuery';

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
  sort: q.sort,
  entity: ref(q.entity, 'component'),
  within: ref(q.within, 'system'),
  assignee: ref(q.assignee, 'user'),
  group: ref(q.group, 'group'),
  mine: q.mine === 'true' ? MINE_ROLES : undefined,
});
