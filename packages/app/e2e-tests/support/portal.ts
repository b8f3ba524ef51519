import {
  type APIRequestContext,
  expect,
  request,
  test,
} from '@playwright/test';
import { ask, headersOf } from './api';
import { LONG_TIMEOUT_MS } from './timeouts';

/** What the pages of the tests show; the files of a folder are read one by one. */
const ENTITIES = [
  'component:default/checkout',
  'component:default/fraud-check',
  'component:default/payments',
  'group:default/team-checkout',
  'system:default/checkout',
];
/** The last problem of the demo's stories. */
const LAST_STORY = 'called healthy before the bank answers';

async function at(
  baseURL: string | undefined,
  work: (api: APIRequestContext) => Promise<void>,
) {
  const api = await request.newContext({ baseURL });
  await work(api);
  await api.dispose();
}

/** A portal is ready before its catalog has read the personas and what they work on. */
export const untilCatalogIsRead = (baseURL: string | undefined) =>
  at(baseURL, api =>
    expect(async () => {
      const response = await api.post('/api/catalog/entities/by-refs', {
        headers: await headersOf(api, 'rita'),
        data: { entityRefs: ENTITIES },
      });
      const { items } = await response.json();
      expect(items).not.toContain(null);
    }).toPass(),
  );

/** A portal is ready before it has its demo records, which need the whole catalog, and come after its history. */
export const untilRecordsAreThere = (baseURL: string | undefined) =>
  at(baseURL, api =>
    expect(async () => {
      const { items } = await ask(api, 'adam', '/problems?state=all&limit=1');
      expect(items[0]?.title).toContain(LAST_STORY);
    }).toPass({ timeout: LONG_TIMEOUT_MS }),
  );

/** For `beforeAll`: the history takes longer than a test may. */
export async function untilHistoryIsThere(baseURL: string) {
  test.setTimeout(LONG_TIMEOUT_MS);
  await untilRecordsAreThere(baseURL);
}
