import { expect, request, test } from '@playwright/test';

// A portal whose history is told: that of the old frontend system, with two months of it

const port = process.env.ITSM_E2E_LEGACY_PORT;
const url = `http://localhost:${port}`;
const DAY = 86_400_000;

test.skip(!port, 'There is no portal with a history');

test('the history of the demo leaves no list empty and no bell full', async () => {
  test.slow();
  const api = await request.newContext({ baseURL: url });
  const signIn = await api.get('/api/auth/demo/refresh', {
    headers: { 'x-demo-persona': 'user:default/adam' },
  });
  const { backstageIdentity } = await signIn.json();
  const headers = { authorization: `Bearer ${backstageIdentity.token}` };
  const get = async (path: string) => (await api.get(path, { headers })).json();

  // The last of the newest stories
  await expect(async () => {
    const { items } = await get('/api/itsm/v1/problems?state=all&limit=1');
    expect(items[0]?.title).toContain('called healthy before the bank answers');
  }).toPass({ timeout: 150_000 });

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
