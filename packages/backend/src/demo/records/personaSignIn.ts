import { PERSONA_HEADER } from '../demoAuthenticator';

/**
 * Signs in at the demo provider as the sign-in page does; answers the Backstage token, which is
 * good for an hour.
 *
 * @throws Error while the provider does not answer or the catalog does not know the person yet.
 */
export function personaSignIn(authUrl: string) {
  return async (entityRef: string): Promise<string> => {
    const response = await fetch(`${authUrl}/demo/refresh`, {
      headers: {
        [PERSONA_HEADER]: entityRef,
        'x-requested-with': 'XMLHttpRequest',
      },
    });
    if (!response.ok) {
      throw new Error(`Signing in as ${entityRef} answered ${response.status}`);
    }
    const { backstageIdentity } = await response.json();
    return backstageIdentity.token;
  };
}
