import type { Entity } from '@backstage/catalog-model';

/** The people of the tests, by what they may do. */
export const PEOPLE = {
  /** Asks for things; owns nothing. */
  rita: ['user:default/rita', 'group:default/sales'],
  /** Agent by owning checkout. */
  eddie: ['user:default/eddie', 'group:default/team-checkout'],
  /** Agent by owning checkout, too. */
  olivia: ['user:default/olivia', 'group:default/team-checkout'],
  /** Decides about changes, overrides. */
  chen: ['user:default/chen', 'group:default/change-managers'],
  /** Owns another service; a stranger to checkout. */
  stan: ['user:default/stan', 'group:default/team-search'],
  adam: ['user:default/adam', 'group:default/itsm-admins'],
} as const;

export type Person = keyof typeof PEOPLE;

function entity(
  kind: string,
  name: string,
  owner?: string,
  annotations: Record<string, string> = {},
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: {
      name,
      namespace: 'default',
      uid: `${kind}-${name}`,
      annotations,
    },
    spec: { type: 'service' },
    relations: owner ? [{ type: 'ownedBy', targetRef: owner }] : [],
  };
}

const tagged = (each: Entity, ...tags: string[]): Entity => ({
  ...each,
  metadata: { ...each.metadata, tags },
});

const partOf = (part: Entity, container: string): Entity => ({
  ...part,
  relations: [...part.relations!, { type: 'partOf', targetRef: container }],
});

const slug = (value: string) => ({ 'github.com/project-slug': value });

/** Whom GitHub's logins are known of. */
const LOGINS: Record<string, Record<string, string>> = {
  chen: { 'github.com/user-login': 'chen' },
};

/** The catalog of the tests. */
export const ENTITIES: Entity[] = [
  ...Object.entries(PEOPLE).map(([name, [, group]]) => ({
    ...entity('User', name, undefined, LOGINS[name]),
    relations: [{ type: 'memberOf', targetRef: group }],
  })),
  ...[
    'sales',
    'team-checkout',
    'team-search',
    'change-managers',
    'itsm-admins',
    'engineering',
  ].map(name => ({
    ...entity('Group', name),
    relations: name.startsWith('team-')
      ? [{ type: 'childOf', targetRef: 'group:default/engineering' }]
      : [],
  })),
  entity(
    'Component',
    'checkout',
    'group:default/team-checkout',
    slug('acme/checkout'),
  ),
  partOf(
    entity(
      'Component',
      'cart',
      'group:default/team-checkout',
      slug('acme/shop'),
    ),
    'system:default/store',
  ),
  entity(
    'Component',
    'wishlist',
    'group:default/team-search',
    slug('acme/shop'),
  ),
  entity('Component', 'search', 'group:default/team-search'),
  tagged(entity('Component', 'orphan'), 'legacy'),
  partOf(
    entity('System', 'store', 'group:default/team-checkout'),
    'domain:default/commerce',
  ),
  entity('Domain', 'commerce'),
];
