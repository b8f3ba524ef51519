import {
  coreServices,
  createServiceFactory,
  createServiceRef,
  type AuthService,
  type BackstageCredentials,
  type DiscoveryService,
} from '@backstage/backend-plugin-api';
import { ItsmClient } from 'backstage-plugin-itsm-common';

/**
 * Records for modules, other plugins and actions of the Scaffolder.
 *
 * @public
 */
export interface ItsmService {
  /**
   * The client, signed in as somebody: what they may not do is refused, and the auditor's log names them. Every call
   * goes through the operations of the API, wherever the backend of ITSM runs; there is no way around them. (Backstage
   * hands services of one plugin to no other one, so a call in the same process goes by the network, too.)
   *
   * Pass the credentials of the request that is being answered. With those of the plugin itself
   * (`auth.getOwnServiceCredentials()`) the plugin acts for itself, and Backstage lets plugins do everything.
   */
  withCredentials(credentials: BackstageCredentials): ItsmClient;
}

/** @public */
export const itsmServiceRef = createServiceRef<ItsmService>({
  id: 'itsm.records',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: { auth: coreServices.auth, discovery: coreServices.discovery },
      factory: deps => ({
        withCredentials: credentials =>
          new ItsmClient({
            fetch: async (path, init) =>
              fetch(await addressOf(path, deps.discovery), {
                ...init,
                headers: {
                  ...init?.headers,
                  ...(await signedIn(credentials, deps.auth)),
                },
              }),
          }),
      }),
    }),
});

const IN_PLUGIN = /^plugin:\/\/itsm(?=\/)/;

async function addressOf(path: string, discovery: DiscoveryService) {
  const baseUrl = await discovery.getBaseUrl('itsm');
  return path.replace(IN_PLUGIN, () => baseUrl);
}

/** Asked for each call: such tokens live for a few minutes. */
async function signedIn(
  onBehalfOf: BackstageCredentials,
  auth: AuthService,
): Promise<Record<string, string>> {
  const { token } = await auth.getPluginRequestToken({
    onBehalfOf,
    targetPluginId: 'itsm',
  });
  // Where Backstage signs nobody in, there is none
  return token ? { authorization: `Bearer ${token}` } : {};
}
