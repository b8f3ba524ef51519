import {
  expect,
  expectNoViolations,
  screenshot,
  signInAs,
  test,
} from './support';
import { screenshotAsItIs } from './support/screenshotAsItIs';
import { untilPeopleAreKnown } from './support/untilPeopleAreKnown';

const ROOT = '[data-itsm-root]';

test.beforeAll(untilPeopleAreKnown);

/** Every page in light, dark and a narrow window: no violation, nothing wider than the window. */
const PAGES: {
  name: string;
  path: string;
  /** The page is that of the record in this row. */
  row?: RegExp;
  content: RegExp | string;
}[] = [
  {
    name: 'entity-incidents',
    path: '/catalog/default/component/checkout/incidents?state=all',
    content: /INC-/,
  },
  {
    name: 'entity-changes',
    path: '/catalog/default/component/checkout/changes?state=all',
    content: /CHG-/,
  },
  {
    name: 'entity-problems',
    path: '/catalog/default/component/checkout/problems?state=all',
    content: /PRB-/,
  },
  {
    name: 'record-problem',
    path: '/itsm/problems?state=all',
    row: /PRB-000001/,
    content: 'Five whys',
  },
  {
    name: 'record-article',
    path: '/itsm/articles?state=all',
    row: /KB-000001/,
    content: 'What to do',
  },
  { name: 'problems', path: '/itsm/problems?state=all', content: /PRB-/ },
  {
    name: 'entity-knowledge',
    path: '/catalog/default/component/checkout/articles?state=all',
    content: /KB-/,
  },
  { name: 'knowledge', path: '/itsm/articles?state=all', content: /KB-/ },
  { name: 'requests', path: '/itsm/requests?state=all', content: /REQ-/ },
  { name: 'tasks', path: '/itsm/tasks?state=all', content: /TSK-/ },
  { name: 'reviews', path: '/itsm/reviews?state=all', content: /PIR-/ },
  { name: 'incidents', path: '/itsm/incidents?state=all', content: /INC-/ },
  { name: 'changes', path: '/itsm/changes?state=all', content: /CHG-/ },
  { name: 'my-work', path: '/itsm/my-work', content: 'Assigned to me' },
  {
    name: 'system-incidents',
    path: '/catalog/default/system/checkout/incidents',
    content: /INC-/,
  },
  {
    name: 'group-changes',
    path: '/catalog/default/group/team-checkout/changes?state=all',
    content: /CHG-/,
  },
  { name: 'search', path: '/search?query=payments', content: /INC-/ },
  {
    name: 'entity-overview',
    path: '/catalog/default/component/checkout',
    content: /Service health/,
  },
];

for (const { name, path, row, content } of PAGES) {
  test(`${name} in light, dark and narrow`, async ({ page }) => {
    await signInAs(page, 'adam', path);
    if (row) await page.getByRole('row', { name: row }).click();
    // What is searched for is indexed some seconds after the start
    await expect(async () => {
      if (name === 'search') await page.reload();
      await expect(page.getByText(content).first()).toBeVisible({
        timeout: 20_000,
      });
    }).toPass({ timeout: 60_000 });
    for (const [colorScheme, width] of [
      ['light', 1400],
      ['dark', 1400],
      ['light', 800],
      ['dark', 800],
    ] as const) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await expect(page.getByText(content).first()).toBeVisible();
      // Colours of a theme fade in
      await expect(() => expectNoViolations(page, ROOT)).toPass({
        timeout: 15_000,
      });
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - window.innerWidth,
      );
      expect(overflow).toBeLessThanOrEqual(0);
    }
    await screenshot(page, `${name}-800`);
    await page.setViewportSize({ width: 1400, height: 900 });
    await screenshot(page, name);
  });
}

test('an empty list says what it means', async ({ page }) => {
  await signInAs(
    page,
    'eddie',
    '/catalog/default/component/price-importer/incidents',
  );
  await expect(page.getByText('No open incidents')).toBeVisible();
  await expectNoViolations(page, ROOT);
  await screenshot(page, 'entity-incidents-empty');
});

test('filters live in the URL', async ({ page }) => {
  await signInAs(page, 'olivia', '/itsm/incidents');
  await page.getByRole('radio', { name: 'All' }).click();
  await page.getByRole('button', { name: 'Mine' }).click();
  await expect(page).toHaveURL(/state=all/);
  await expect(page).toHaveURL(/mine=true/);
  await page.reload();
  await expect(page.getByRole('radio', { name: 'All' })).toBeChecked();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`dialogs and menu in ${colorScheme}`, async ({ page }) => {
    // Chosen before the page opens: a change of theme builds the page anew and closes dialogs
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await signInAs(
      page,
      'olivia',
      '/catalog/default/component/payments/incidents',
    );
    await page.getByRole('button', { name: 'Report incident' }).first().click();
    const title = page.getByRole('textbox', { name: /^Title/ });
    await title.fill('Card payments fail');
    await expect(page.getByText('Perhaps it is known')).toBeVisible();
    await expectNoViolations(page, '[role=dialog]');
    await screenshotAsItIs(page, `report-incident-${colorScheme}`);
    await page.keyboard.press('Escape');

    await page
      .getByRole('row', { name: /Card payments fail/ })
      .first()
      .click();
    await page.getByRole('button', { name: 'More actions' }).click();
    await expect(page.getByRole('menu')).toBeVisible();
    await expectNoViolations(page, '[role=menu]');
    await screenshotAsItIs(page, `record-actions-${colorScheme}`);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Resolve' }).click();
    await expect(page.getByRole('textbox', { name: /Notes/ })).toBeVisible();
    await expectNoViolations(page, '[role=dialog]');
    await screenshotAsItIs(page, `resolve-${colorScheme}`);
  });
}
