import type { BackendProcess } from 'itsm-harness';

/** The people of examples/org with their groups, read by a person and not by the product. */
const GROUPS = {
  rita: ['sales'],
  eddie: ['team-checkout'],
  olivia: ['team-checkout', 'oncall'],
  chen: ['change-managers'],
  adam: ['team-platform', 'itsm-admins'],
  sofia: ['team-storefront'],
  luca: ['team-fulfilment', 'oncall'],
  priya: ['team-platform', 'change-managers'],
} as const;

export type PersonName = keyof typeof GROUPS;

/** Those who sign in at the demo portal as it is configured. */
export const PERSONAS: readonly PersonName[] = [
  'rita',
  'eddie',
  'olivia',
  'chen',
  'adam',
];
export const EVERYBODY = Object.keys(GROUPS) as PersonName[];

export const refOf = (name: PersonName) => `user:default/${name}`;

export const groupsOf = (name: PersonName) =>
  GROUPS[name].map(group => `group:default/${group}`);

/** Configuration with which everybody can sign in. */
export const SIGN_IN_OF_EVERYBODY = {
  demo: {
    personas: EVERYBODY.map(name => ({
      entityRef: refOf(name),
      name,
      role: 'somebody',
      description: 'Signs in for a test',
    })),
  },
};

/** Tokens are good for an hour. */
const RENEWED_MS = 30 * 60_000;

/** Who is signed in; a long run signs in again. */
export class Tokens {
  private readonly known = new Map<string, { token: string; at: number }>();

  constructor(private readonly backend: Pick<BackendProcess, 'signIn'>) {}

  async of(name: PersonName): Promise<string> {
    const known = this.known.get(name);
    if (known && Date.now() - known.at < RENEWED_MS) return known.token;
    const token = await this.backend.signIn(refOf(name));
    this.known.set(name, { token, at: Date.now() });
    return token;
  }
}
