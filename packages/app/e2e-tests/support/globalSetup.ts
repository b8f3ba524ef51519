import type { FullConfig } from '@playwright/test';
import { untilRecordsAreThere } from './portal';

/** No test begins before the portal has the records that tests look at. Portals that few tests need are waited for there. */
export default async function globalSetup({ projects }: FullConfig) {
  await untilRecordsAreThere(projects[0].use.baseURL);
}
