import type { DeploymentPage, MappingInput } from '../wire';
import { queryString } from './callApi';
import { ClientPart } from './ClientPart';

/**
 * The part of the client that is about deployments.
 *
 * @public
 */
export class DeploymentsClient extends ClientPart {
  list(
    query: {
      entity?: string;
      unmapped?: 'true';
      cursor?: string;
      limit?: number;
    },
    signal?: AbortSignal,
  ): Promise<DeploymentPage> {
    return this.call('GET', `/v1/deployments${queryString(query)}`, { signal });
  }

  /** Maps a repository and files its waiting deployments; returns how many. */
  map(input: MappingInput): Promise<{ mapped: number }> {
    return this.call('POST', '/v1/mappings', { body: input });
  }
}
