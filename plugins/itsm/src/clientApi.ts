import type { FetchApi } from '@backstage/frontend-plugin-api';
import { ItsmClient } from 'backstage-plugin-itsm-common';

/** The client that signs requests in as the user; `plugin://` is resolved by Backstage. */
export const createItsmClient = (deps: { fetchApi: FetchApi }) =>
  new ItsmClient(deps.fetchApi);
