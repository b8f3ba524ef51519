import { AuthenticationError } from '@backstage/errors';
import { createProxyAuthenticator } from '@backstage/plugin-auth-node';

/** The header in which the sign-in page names the chosen persona. */
export const PERSONA_HEADER = 'x-demo-persona';

/** Believes the persona header, but only if it names one of `personas` (full entity ref to name) or `players`. */
export function createDemoAuthenticator(
  personas: ReadonlyMap<string, string>,
  players: readonly string[] = [],
) {
  const known = new Set([...personas.keys(), ...players]);
  return createProxyAuthenticator<void, { entityRef: string }, undefined>({
    defaultProfileTransform: async ({ entityRef }) => ({
      profile: { displayName: personas.get(entityRef) },
    }),
    initialize() {},
    async authenticate({ req }) {
      const entityRef = req.header(PERSONA_HEADER)?.toLocaleLowerCase('en-US');
      if (!entityRef || !known.has(entityRef)) {
        throw new AuthenticationError('This is not a persona of the demo');
      }
      return { result: { entityRef } };
    },
  });
}
