import { expect, request } from '@playwright/test';
import { screenshot, signInAs, test } from '../support';
import { PAGES, untilShown } from '../support/pages';

// Pictures of a portal with a year of history; only ITSM_SCREENSHOTS=1 starts one
const baseURL = `http://localhost:${process.env.ITSM_E2E_FULL_PORT}`;

test.use({ baseURL });

test.beforeAll(async () => {
  test.setTimeout(600_000);
  const api = await request.newContext({ baseURL });
  // The last of the newest stories
  await expect(async () => {
    const signIn = await api.get('/api/auth/demo/refresh', {
      headers: { 'x-demo-persona': 'user:default/adam' },
    });
    const { token } = (await signIn.json()).backstageIdentity;
    const answer = await api.get('/api/itsm/v1/problems?state=all&limit=1', {
      headers: { authorization: `Bearer ${token}` },
    });
    const { items } = await answer.json();
    expect(items[0]?.title).toContain('called healthy before the bank answers');
  }).toPass({ timeout: 500_000, intervals: [2_000] });
  await api.dispose();
});

for (const shown of PAGES) {
  test(`${shown.name} with a year of records`, async ({ page }) => {
    await signInAs(page, shown.administers ? 'adam' : 'olivia', shown.path);
    await untilShown(page, shown);
    await screenshot(page, `${shown.name}-full`);
  });
}
