import { expect, expectNoViolations, signInAs, test } from './support';
import { open, PAGES, untilShown } from './support/pages';
import { screenshotAsItIs } from './support/screenshot';
import { showIn, themesOf } from './support/theme';

const ROOT = '[data-itsm-root]';

// Rules of structure depend on the width alone, those of colours on both
const RULES = { light: 'all', dark: 'colours' } as const;

// No violation, and nothing wider than the window
for (const shown of PAGES) {
  test(`${shown.name} in light, dark and narrow`, async ({
    visit,
    request,
  }) => {
    const page = await open(path => visit('adam', path), request, shown);
    // It begins with the theme of the page before: another theme builds the page anew
    for (const theme of await themesOf(page)) {
      await showIn(page, theme);
      if (shown.isHosts) await page.reload();
      for (const width of [1400, 800]) {
        await page.setViewportSize({ width, height: 900 });
        await untilShown(page, shown);
        await expectNoViolations(page, ROOT, { rules: RULES[theme] });
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - window.innerWidth,
        );
        expect(overflow).toBeLessThanOrEqual(0);
      }
    }
    await page.setViewportSize({ width: 1400, height: 900 });
  });
}

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
