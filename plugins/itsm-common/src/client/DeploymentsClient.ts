import type { DeploymentPage, MappingInput, MappingResult } from '../wire';
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

  /** Maps a repository by an alias, and files its waiting deployments. */
  map(input: MappingInput): Promise<MappingResult> {
    return this.call('POST', '/v1/mappings', { body: input });
  }
}
