import { expect, type Page } from '@playwright/test';
import { type PersonaName, PERSONAS } from './personas';

/**
 * Opens `path` as a persona. The portal keeps the persona for the lifetime of the tab, so later
 * `page.goto` calls stay signed in; another persona needs another page of another context.
 */
export async function signInAs(page: Page, persona: PersonaName, path = '/') {
  await page.goto(path);
  await page
    .getByRole('button', { name: `Sign in as ${PERSONAS[persona]}` })
    .click();
  await expect(page.getByRole('link', { name: 'Home' }).first()).toBeVisible();
}
