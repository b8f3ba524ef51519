import type { DeliveryPage } from '../wire';
import { queryString } from './callApi';
import { ClientPart } from './ClientPart';

/**
 * The part of the client that is about received webhooks.
 *
 * @public
 */
export class DeliveriesClient extends ClientPart {
  list(
    query: { status?: string; cursor?: string; limit?: number },
    signal?: AbortSignal,
  ): Promise<DeliveryPage> {
    return this.call('GET', `/v1/deliveries${queryString(query)}`, { signal });
  }

  requeue(id: string): Promise<unknown> {
    return this.call('POST', `/v1/deliveries/${id}/actions/requeue`, {
      body: {},
    });
  }
}
