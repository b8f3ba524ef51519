import { AuthenticationError } from '@backstage/errors';
import { createProxyAuthenticator } from '@backstage/plugin-auth-node';

/** The header in which the sign-in page names the chosen persona. */
export const PERSONA_HEADER = 'x-demo-persona';

/** Believes the persona header, but only if it names one of `personas` (full entity ref to name). */
export function createDemoAuthenticator(personas: ReadonlyMap<string, string>) {
  return createProxyAuthenticator<void, { entityRef: string }, undefined>({
    defaultProfileTransform: async ({ entityRef }) => ({
      profile: { displayName: personas.get(entityRef) },
    }),
    initialize() {},
    async authenticate({ req }) {
      const entityRef = req.header(PERSONA_HEADER)?.toLocaleLowerCase('en-US');
      if (!entityRef || !personas.has(entityRef)) {
        throw new AuthenticationError('This is not a persona of the demo');
      }
      return { result: { entityRef } };
    },
  });
}
