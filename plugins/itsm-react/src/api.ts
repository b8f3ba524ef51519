import { createApiRef } from '@backstage/frontend-plugin-api';
import type { ItsmClient } from 'backstage-plugin-itsm-common';

/**
 * The client of the ITSM backend, signed in as the user.
 *
 * @public
 */
export const itsmApiRef = createApiRef<ItsmClient>().with({
  id: 'plugin.itsm.client',
  pluginId: 'itsm',
});
