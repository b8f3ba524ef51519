import type { createBackend } from '@backstage/backend-defaults';

type Backend = ReturnType<typeof createBackend>;

/** Everything the demo portal consists of, but for the records of its story. */
export function addPortal(backend: Backend): void {
  // The built frontend, when there is one
  backend.add(import('@backstage/plugin-app-backend'));

  // Who somebody is: demo personas, without a password. Replace it with your own provider
  backend.add(import('@backstage/plugin-auth-backend'));
  backend.add(import('./demo'));

  // What somebody may do
  backend.add(import('@backstage/plugin-permission-backend'));
  backend.add(import('./policy'));

  backend.add(import('@backstage/plugin-catalog-backend'));
  backend.add(import('@backstage/plugin-catalog-backend-module-logs'));

  backend.add(import('@backstage/plugin-search-backend'));
  // Serves on PostgreSQL only; elsewhere search keeps its index in memory
  backend.add(import('@backstage/plugin-search-backend-module-pg'));
  backend.add(import('@backstage/plugin-search-backend-module-catalog'));

  backend.add(import('@backstage/plugin-user-settings-backend'));

  // What tells people and browsers that something happened
  backend.add(import('@backstage/plugin-events-backend'));
  backend.add(import('@backstage/plugin-notifications-backend'));
  backend.add(import('@backstage/plugin-signals-backend'));

  // ITSM for Backstage
  backend.add(import('backstage-plugin-itsm-backend'));
  backend.add(import('backstage-plugin-itsm-backend-module-github'));
}
