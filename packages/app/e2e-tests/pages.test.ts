import { expect, expectNoViolations, signInAs, test } from './support';
import { PAGES, untilShown } from './support/pages';
import { screenshotAsItIs } from './support/screenshot';
import { untilCatalogIsRead } from './support/untilCatalogIsRead';

const ROOT = '[data-itsm-root]';

test.beforeAll(untilCatalogIsRead);

// No violation, and nothing wider than the window
for (const shown of PAGES) {
  test(`${shown.name} in light, dark and narrow`, async ({ page }) => {
    await signInAs(page, 'adam', shown.path);
    await untilShown(page, shown);
    for (const [colorScheme, width] of [
      ['light', 1400],
      ['dark', 1400],
      ['light', 800],
      ['dark', 800],
    ] as const) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      if (shown.isHosts) await page.reload();
      await expect(page.getByText(shown.content).first()).toBeVisible();
      // A theme is applied by an effect
      await expect(() => expectNoViolations(page, ROOT)).toPass({
        timeout: 15_000,
      });
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - window.innerWidth,
      );
      expect(overflow).toBeLessThanOrEqual(0);
    }
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
