import { expect, request, test } from '@playwright/test';
import { headersOf } from './support/api';
import { untilHistoryIsThere } from './support/portal';

// A portal whose history is told: that of the old frontend system, with two months of it

const port = process.env.ITSM_E2E_LEGACY_PORT;
const url = `http://localhost:${port}`;
const DAY = 86_400_000;

test.skip(!port, 'There is no portal with a history');
test.beforeAll(() => untilHistoryIsThere(url));

test('the history of the demo leaves no list empty and no bell full', async () => {
  const api = await request.newContext({ baseURL: url });
  const headers = await headersOf(api, 'adam');
  const get = async (path: string) => (await api.get(path, { headers })).json();

  for (const plural of [
    'incidents',
    'problems',
    'changes',
    'requests',
    'tasks',
    'articles',
  ]) {
    const { items } = await get(`/api/itsm/v1/${plural}?state=all&limit=100`);
    const oldest = Date.parse(items.at(-1).createdAt);
    expect(Date.now() - oldest).toBeGreaterThan(5 * DAY);
    expect(Date.now() - Date.parse(items[0].createdAt)).toBeLessThan(DAY);
  }
  for (const team of ['mobile', 'accounts', 'growth', 'data']) {
    const within = `group:default/team-${team}`;
    const { items } = await get(`/api/itsm/v1/incidents?within=${within}`);
    expect(items.length).toBeGreaterThan(0);
  }
  const { unread } = await get('/api/notifications/status');
  expect(unread).toBeLessThan(30);
  await api.dispose();
});
