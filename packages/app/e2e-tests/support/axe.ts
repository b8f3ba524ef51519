import { expect, type Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';

const axeSource = readFile(require.resolve('axe-core/axe.min.js'), 'utf8');

/**
 * Fails if axe finds a violation inside `selector`. Call it when the content is there: an empty table
 * violates nothing. Ask for our own root element, not for the page: the host's frame has its own.
 *
 * With `rules: 'colours'` only rules of colours are checked: enough for what differs from a page that was checked
 * with all rules in its theme.
 */
export async function expectNoViolations(
  page: Page,
  selector: string,
  { rules = 'all' }: { rules?: 'all' | 'colours' } = {},
) {
  await page.locator(selector).first().waitFor();
  // Rows of a table that still loads are empty headers to axe
  await expect(page.locator(`${selector} [data-key^="skeleton-"]`)).toHaveCount(
    0,
  );
  await untilColoursStand(page);
  const isLoaded = await page.evaluate(() => 'axe' in window);
  if (!isLoaded) await page.evaluate(await axeSource);
  const violations = await page.evaluate(
    async ({ root, onlyColours }) => {
      const { axe } = window as any;
      const result = await axe.run(root, {
        resultTypes: ['violations'],
        // Those of `cat.color` that run by default
        ...(onlyColours && {
          runOnly: {
            type: 'rule',
            values: ['color-contrast', 'link-in-text-block'],
          },
        }),
      });
      return result.violations.map((v: any) => ({
        rule: v.id,
        impact: v.impact,
        help: v.help,
        nodes: v.nodes.map((n: any) => n.html.slice(0, 300)),
      }));
    },
    { root: selector, onlyColours: rules === 'colours' },
  );
  expect(violations).toEqual([]);
}

/**
 * Colours of a theme, rows that replace a skeleton and dialogs that open fade in; on the way they have too little
 * contrast.
 */
async function untilColoursStand(page: Page) {
  await page.evaluate(async () => {
    const isEnding = ({ timeline, effect }: Animation) =>
      // Others follow the scroll bar
      timeline instanceof DocumentTimeline &&
      // Spinners turn for ever
      Number.isFinite(effect?.getComputedTiming().endTime);
    const ending = document
      .getAnimations()
      .filter(isEnding)
      // One that is replaced meanwhile rejects
      .map(animation => animation.finished.catch(() => undefined));
    await Promise.all(ending);
  });
}
