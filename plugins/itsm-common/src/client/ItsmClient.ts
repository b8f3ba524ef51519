import type { SettingsView } from '../wire';
import { DefinitionsClient } from './DefinitionsClient';
import { DeliveriesClient } from './DeliveriesClient';
import { DeploymentsClient } from './DeploymentsClient';
import { EntitiesClient } from './EntitiesClient';
import { RecordsClient } from './RecordsClient';

/**
 * The one HTTP client of the ITSM backend, for frontends, backends and pipelines. What is done with
 * records is a method; each other noun is a part with methods of its own.
 * Every method throws ItsmRequestError for an answer other than 2xx.
 *
 * @public
 */
export class ItsmClient extends RecordsClient {
  readonly definitions = new DefinitionsClient(this.fetchApi, this.baseUrl);
  readonly deliveries = new DeliveriesClient(this.fetchApi, this.baseUrl);
  readonly deployments = new DeploymentsClient(this.fetchApi, this.baseUrl);
  readonly entities = new EntitiesClient(this.fetchApi, this.baseUrl);

  settings(signal?: AbortSignal): Promise<SettingsView> {
    return this.call('GET', '/v1/settings', { signal });
  }
}
