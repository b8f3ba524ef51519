import type { Page } from '@playwright/test';
import { expect, expectNoViolations, signInAs, test } from './support';
import { showIn, themesOf } from './support/theme';

const TABS = [
  'My work',
  'Incidents',
  'Problems',
  'Changes',
  'Requests',
  'Knowledge',
  // The example of a kind from outside (examples/risk-register)
  'Risks',
];

const tab = (page: Page, name: string) =>
  page.getByRole('tab', { name, selected: true });

const listUnder = (page: Page, title: string, name: string) =>
  page
    .getByRole('navigation', { name: `Pages of ${title}` })
    .getByRole('link', { name, exact: true });

for (const [persona, more] of [
  ['adam', ['Administration']],
  ['rita', []],
] as const) {
  test(`the tabs of ${persona} fit into narrow windows`, async ({ page }) => {
    await signInAs(page, persona, '/itsm/changes');
    await expect(page.getByRole('tab')).toHaveText([...TABS, ...more]);
    for (const theme of await themesOf(page)) {
      await showIn(page, theme);
      for (const width of [1024, 800]) {
        await page.setViewportSize({ width, height: 768 });
        await expect(tab(page, 'Changes')).toBeVisible();
        await expectNoViolations(page, '[data-itsm-root]');
        if (width === 1024) {
          await expect(page.getByRole('tab').last()).toBeInViewport({
            ratio: 1,
          });
        }
      }
    }
  });
}

test('where there is no room for all tabs, the lit one is in view', async ({
  page,
}) => {
  await page.setViewportSize({ width: 640, height: 768 });
  await signInAs(page, 'adam', '/itsm/administration/unmapped');
  await expect(tab(page, 'Administration')).toBeInViewport({ ratio: 1 });
});

test('lists without a tab are one click away, and keep the tab lit', async ({
  page,
}) => {
  await signInAs(page, 'olivia', '/itsm/my-work');
  await listUnder(page, 'My work', 'Tasks').click();
  await expect(page).toHaveURL(/\/itsm\/tasks\?.*mine=true/);
  await expect(tab(page, 'My work')).toBeVisible();

  await page.getByRole('tab', { name: 'Changes' }).click();
  await listUnder(page, 'Changes', 'Reviews').click();
  await expect(page).toHaveURL(/\/itsm\/reviews/);
  await expect(tab(page, 'Changes')).toBeVisible();

  await page.goto('/itsm/tasks?state=all');
  await expect(tab(page, 'Requests')).toBeVisible();
  await page.getByRole('row', { name: /TSK-/ }).first().click();
  await expect(page.getByRole('heading', { name: 'Timeline' })).toBeVisible();
  await expect(tab(page, 'Requests')).toBeVisible();

  const number = new URL(page.url()).pathname.split('/').at(-1);
  await page.goto(`/itsm/r/${number}`);
  await expect(page.getByRole('heading', { name: 'Timeline' })).toBeVisible();
  await expect(tab(page, 'Requests')).toBeVisible();
});

test('old addresses of pages of Administration still lead there', async ({
  page,
}) => {
  await signInAs(page, 'adam', '/itsm/deliveries?status=dead#top');
  await expect(page).toHaveURL(
    /\/itsm\/administration\/deliveries\?status=dead#top$/,
  );
  await expect(tab(page, 'Administration')).toBeVisible();
  await expect(page.getByRole('radio', { name: 'Failed' })).toBeChecked();
  await page.goto('/itsm/unmapped');
  await expect(page).toHaveURL(/\/itsm\/administration\/unmapped$/);
  await listUnder(page, 'Administration', 'Deliveries').click();
  await expect(page).toHaveURL(/\/itsm\/administration\/deliveries$/);
});
