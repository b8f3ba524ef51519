import { builtInKinds } from 'backstage-plugin-itsm-common';
import type { Criteria } from '../../access/criteria';
import { MINE_ROLES, type ListQuery } from '../listQuery';

/** A policy that lets somebody read most of what there is. */
const MOST: Criteria = {
  anyOf: [
    { not: { restricted: true } },
    { roles: ['requester', 'openedBy'], refs: ['user:default/u-7'] },
    {
      roles: ['assignmentGroup', 'owner'],
      refs: ['group:default/g-3', 'group:default/g-4'],
    },
  ],
};
/** One that lets them read what they have a part in. */
export const FEW: Criteria = {
  anyOf: [
    { roles: ['requester', 'openedBy'], refs: ['user:default/u-7'] },
    { roles: ['owner'], refs: ['group:default/g-3', 'group:default/g-4'] },
  ],
};

/** One that lets them read what a small desk has, and what they have a part in. */
export const DESK: Criteria = {
  anyOf: [
    { desks: ['hr'] },
    { roles: ['requester', 'openedBy'], refs: ['user:default/u-7'] },
  ],
};

/** The incidents that most may read, but for what is given. */
export const query = (
  o: Partial<ListQuery> & { criteria?: Criteria; all?: boolean } = {},
): ListQuery => ({
  scopes: (o.all ? builtInKinds : [builtInKinds[0]]).map(kind => ({
    kind: kind.name,
    criteria: o.criteria ?? MOST,
  })),
  state: 'all',
  sort: 'created',
  limit: 20,
  count: false,
  ...o,
});

/** An entity, and as many as it may rest on. */
const NEAR = Array.from({ length: 50 }, (_, n) => `component:default/c-${n}`);

/** What an entity's tab of the kind asks for. */
const tabOf = (kind: string): ListQuery => ({
  ...query({ entities: ['component:default/c-0'], state: 'open', count: true }),
  scopes: [{ kind, criteria: MOST }],
});

/** What pages ask for: a name and the query. */
export const LISTS: [string, ListQuery][] = [
  [
    'entity tab, open',
    query({ entities: ['component:default/c-0'], state: 'open', count: true }),
  ],
  [
    'entity tab, all',
    query({ entities: ['component:default/c-0'], count: true }),
  ],
  [
    'entity tab, few readable',
    query({ entities: ['component:default/c-0'], criteria: FEW, count: true }),
  ],
  [
    'problems tab, with the incidents of each',
    {
      ...tabOf('problem'),
      linkCounts: [
        {
          of: 'problem',
          name: 'incidents',
          role: 'causedBy',
          from: 'incident',
          criteria: MOST,
        },
      ],
    },
  ],
  ['changes tab', tabOf('change')],
  [
    'knowledge tab, with how often each was reused',
    {
      ...tabOf('article'),
      linkCounts: [
        {
          of: 'article',
          name: 'reused',
          role: 'resolvedWith',
          from: 'incident',
          criteria: MOST,
        },
      ],
    },
  ],
  [
    'what is near an entity',
    query({ entities: NEAR, state: 'open', count: true }),
  ],
  ['what is near an entity, all', query({ entities: NEAR, count: true })],
  [
    'known errors near an entity',
    {
      ...tabOf('problem'),
      entities: NEAR,
      states: ['new', 'assess'],
      sort: 'updated',
    },
  ],
  [
    'what is near an entity, few readable',
    query({ entities: NEAR, criteria: FEW, count: true }),
  ],
  [
    'what is near an entity, updated',
    query({ entities: NEAR, state: 'open', sort: 'updated' }),
  ],
  [
    'a system',
    query({ within: 'system:default/s-0', state: 'open', count: true }),
  ],
  ['a system, all', query({ within: 'system:default/s-0', count: true })],
  [
    'a domain with half of all',
    query({ within: 'domain:default/d-0', count: true }),
  ],
  ['a group', query({ within: 'group:default/g-3', count: true })],
  [
    'a domain, few readable',
    query({ within: 'domain:default/d-0', criteria: FEW, count: true }),
  ],
  ['all incidents', query({ count: true })],
  ['open incidents', query({ state: 'open', count: true })],
  ['open incidents, updated', query({ state: 'open', sort: 'updated' })],
  ['open incidents, priority', query({ state: 'open', sort: 'priority' })],
  ['all, updated', query({ sort: 'updated', count: true })],
  ['all, priority', query({ sort: 'priority', count: true })],
  ['all kinds', query({ all: true, count: true })],
  ['all kinds, updated', query({ all: true, state: 'open', sort: 'updated' })],
  ['all kinds, priority', query({ all: true, sort: 'priority', count: true })],
  ['few readable', query({ criteria: FEW, count: true })],
  [
    'mine',
    query({
      mine: {
        roles: MINE_ROLES,
        refs: ['user:default/u-7', 'group:default/g-3'],
      },
      count: true,
    }),
  ],
  [
    'my team, all kinds, most urgent',
    query({
      all: true,
      mine: { roles: ['assignmentGroup'], refs: ['group:default/g-3'] },
      state: 'open',
      sort: 'priority',
      count: true,
    }),
  ],
  [
    'mine, all kinds',
    query({
      all: true,
      mine: { roles: MINE_ROLES, refs: ['user:default/u-7'] },
      count: true,
    }),
  ],
  ['few readable, all kinds', query({ all: true, criteria: FEW, count: true })],
  ['unassigned', query({ unassigned: true, state: 'open', count: true })],
  ['P1 and P2', query({ priorityUpTo: 2, state: 'open', count: true })],
  ['P1 and P2, all', query({ priorityUpTo: 2, count: true })],
  [
    'P1 and P2, most urgent',
    query({ priorityUpTo: 2, state: 'open', sort: 'priority', count: true }),
  ],
  [
    'I asked for',
    query({
      mine: {
        roles: ['requester', 'openedBy'],
        refs: ['user:default/u-7'],
      },
      state: 'open',
      count: true,
    }),
  ],
  ['a small desk', query({ desk: 'hr', state: 'open', count: true })],
  [
    'those who work a small desk',
    query({ criteria: DESK, state: 'open', count: true }),
  ],
  [
    'those who work a small desk, all kinds',
    query({ criteria: DESK, all: true, count: true }),
  ],
  [
    'entity tab, those who work a small desk',
    query({
      entities: ['component:default/c-0'],
      criteria: DESK,
      count: true,
    }),
  ],
  ['a rare group', query({ group: 'group:default/g-9', count: true })],
];

/** Ranges are merged: each branch is limited, and only their union is sorted. */
export const MERGED: readonly string[] = [
  'all, updated',
  'all, priority',
  'all kinds, updated',
  'all kinds, priority',
  'few readable',
  'entity tab, few readable',
  'known errors near an entity',
  'what is near an entity',
  'what is near an entity, all',
  'what is near an entity, few readable',
  'what is near an entity, updated',
  'a system',
  'a system, all',
  'a domain with half of all',
  'a group',
  'a domain, few readable',
  'mine',
  'I asked for',
  'P1 and P2',
  'P1 and P2, all',
  'mine, all kinds',
  'my team, all kinds, most urgent',
  'few readable, all kinds',
  'those who work a small desk',
  'those who work a small desk, all kinds',
  'entity tab, those who work a small desk',
];
