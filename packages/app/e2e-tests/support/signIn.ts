import type { Page } from '@playwright/test';
import { type PersonaName, PERSONAS } from './personas';

/** Where the portal keeps the persona: packages/app/src/modules/signIn/rememberedPersona.ts. */
const KEY = 'itsm-demo-persona';

const untilSignedIn = (page: Page) =>
  page.getByRole('link', { name: 'Home' }).first().waitFor();

/**
 * Opens `path` as a persona, as a tab does in which the persona was chosen before. Later `page.goto` calls stay
 * signed in; another persona needs another page.
 */
export async function signInAs(page: Page, persona: PersonaName, path = '/') {
  await page.addInitScript(
    ([key, ref]) => {
      // Blank pages have no storage
      if (window.location.protocol.startsWith('http')) {
        window.sessionStorage.setItem(key, ref);
      }
    },
    [KEY, `user:default/${persona}`],
  );
  await page.goto(path);
  await untilSignedIn(page);
}

/** Opens `path` and chooses the persona on the sign-in page. */
export async function signInByClicking(
  page: Page,
  persona: PersonaName,
  path = '/',
) {
  await page.goto(path);
  await page
    .getByRole('button', { name: `Sign in as ${PERSONAS[persona]}` })
    .click();
  await untilSignedIn(page);
}
