import type { Browser, BrowserContext, Page } from '@playwright/test';
import type { PersonaName } from './personas';
import { signInAs } from './signIn';

/**
 * A page that stays open from one test to the next and goes from page to page as by links. For tests that only look:
 * to load the app for each of them takes longer than the look. That each page opens by its address is tested with the
 * backend away.
 */
export class Tour {
  private readonly pages = new Map<string, Page>();

  constructor(private readonly browser: Browser) {}

  /** The page of a persona in the portal at `baseURL`, at `path`. */
  async goTo(
    baseURL: string,
    persona: PersonaName,
    path: string,
    onContext: (context: BrowserContext) => void,
  ): Promise<Page> {
    const key = `${persona} ${baseURL}`;
    const known = this.pages.get(key);
    const page = known ?? (await (await this.browser.newContext()).newPage());
    onContext(page.context());
    if (known) await follow(page, path);
    else await signInAs(page, persona, path);
    this.pages.set(key, page);
    return page;
  }
}

/** Goes where a link of the app to `path` leads. */
function follow(page: Page, path: string) {
  return page.evaluate(to => {
    window.history.pushState(null, '', to);
    window.dispatchEvent(new PopStateEvent('popstate'));
  }, path);
}
