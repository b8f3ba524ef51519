/** Who owns what and who plays whom; a test holds it against examples/catalog and examples/org. */
export interface Team {
  /** Those who sign in, and so can do something. */
  players: string[];
  /** Colleagues who are given work. */
  others: string[];
}

export const TEAMS: Record<string, Team> = {
  'team-storefront': { players: ['sofia', 'marek'], others: ['ingrid'] },
  'team-checkout': {
    players: ['eddie', 'olivia', 'kofi'],
    others: ['hye-jin'],
  },
  'team-fulfilment': { players: ['luca', 'fatima'], others: ['bruno'] },
  'team-platform': { players: ['tom', 'adam', 'priya'], others: ['yusuf'] },
  'team-accounts': { players: ['noor'], others: ['william'] },
  'team-mobile': { players: ['kenji'], others: ['zofia'] },
  'team-growth': { players: ['diego'], others: ['leilani'] },
  'team-data': { players: ['hannah'], others: ['arjun'] },
};

/** They report what customers tell them; the last one has somebody else do it. */
export const REPORTERS = ['rita', 'amara', 'valentina'];

/** Whoever decides about changes; never about one's own. */
export const DECIDERS = ['chen', 'priya'];

/** Short names of components, and `resource:…`, by the team that owns them. */
const OWNED: Record<string, string[]> = {
  'team-storefront': ['web-shop', 'mobile-bff', 'product-search'],
  'team-checkout': ['checkout', 'payments', 'fraud-check'],
  'team-fulfilment': ['inventory', 'shipping', 'warehouse-console'],
  'team-platform': [
    'session-service',
    'resource:orders-db',
    'resource:session-cache',
    'resource:search-index',
    'resource:event-stream',
    'resource:accounts-db',
    'resource:image-store',
  ],
  'team-accounts': ['customer-accounts', 'login', 'consent-center'],
  'team-mobile': ['ios-app', 'android-app', 'push-gateway'],
  'team-growth': ['recommendations', 'product-reviews', 'campaign-planner'],
  'team-data': [
    'order-pipeline',
    'sales-dashboard',
    'demand-forecast',
    'resource:data-warehouse',
  ],
};

const TEAM_OF = new Map(
  Object.entries(OWNED).flatMap(([team, names]) =>
    names.map(name => [name, team] as const),
  ),
);

/** The team that owns it; whoever is on call looks after what nobody owns. */
export function teamOf(name: string): Team {
  const team = TEAM_OF.get(name);
  return team ? TEAMS[team] : { players: ['olivia'], others: [] };
}

/** `checkout` is a component, `resource:orders-db` says what it is. */
export function refOf(name: string): string {
  const [kind, rest] = name.includes(':')
    ? name.split(':')
    : ['component', name];
  return `${kind}:default/${rest}`;
}

export const userRef = (name: string) => `user:default/${name}`;

/** Everybody who signs in for the history. */
export const PLAYERS = [
  ...new Set([
    ...Object.values(TEAMS).flatMap(team => team.players),
    ...REPORTERS,
    ...DECIDERS,
  ]),
];

/** Owned entities, as short names, with their team. */
export const OWNERS: ReadonlyMap<string, string> = TEAM_OF;
