import { type BrowserContext, expect, type Page } from '@playwright/test';
import { test as base } from '@playwright/test';
import { Computers } from './computers';
import type { PersonaName } from './personas';
import { signInAs } from './signIn';
import { Tour } from './Tour';

interface BrowserErrors {
  /** What the browser complained about so far. */
  seen: string[];
  /** Complaints that this test causes on purpose, such as `/status of 403/`. */
  allow(pattern: RegExp): void;
}

interface Fixtures {
  browserErrors: BrowserErrors;
  /** A computer that nobody uses. */
  takeComputer(): Promise<BrowserContext>;
  /** Opens `path` as another person at another computer. */
  another(persona: PersonaName, path: string): Promise<Page>;
  /** Goes to `path` in a page that stays open between tests, for those that only look. */
  visit(persona: PersonaName, path: string): Promise<Page>;
}

interface WorkerFixtures {
  computers: Computers;
  tour: Tour;
}

/** Notes what a browser complains about. Returns how to stop. */
function listen(context: BrowserContext, seen: string[]) {
  const onError = (error: { error(): Error }) =>
    seen.push(`uncaught: ${error.error().stack ?? error.error()}`);
  const onConsole = (message: {
    type(): string;
    text(): string;
    location(): { url: string };
  }) => {
    if (message.type() === 'error') {
      seen.push(`${message.text()} (${message.location().url})`);
    }
  };
  context.on('weberror', onError);
  context.on('console', onConsole);
  return () => {
    context.off('weberror', onError);
    context.off('console', onConsole);
  };
}

/** Playwright's `test`, failing when the browser console shows an error that the test did not allow. */
export const test = base.extend<Fixtures, WorkerFixtures>({
  computers: [
    async ({ browser }, provide) => provide(new Computers(browser)),
    { scope: 'worker' },
  ],
  tour: [
    async ({ browser }, provide) => provide(new Tour(browser)),
    { scope: 'worker' },
  ],
  browserErrors: async ({}, provide) => {
    const seen: string[] = [];
    const allowed: RegExp[] = [];
    await provide({ seen, allow: pattern => allowed.push(pattern) });
    const unexpected = seen.filter(
      text => !allowed.some(pattern => pattern.test(text)),
    );
    expect(unexpected, 'errors in the browser console').toEqual([]);
  },
  takeComputer: async (
    { computers, browserErrors, baseURL },
    provide,
    testInfo,
  ) => {
    const taken: { context: BrowserContext; stop: () => void }[] = [];
    await provide(async () => {
      const context = await computers.take(baseURL!);
      taken.push({ context, stop: listen(context, browserErrors.seen) });
      return context;
    });
    // The pages of a failure are kept for its report; the worker ends with it
    if (testInfo.status !== testInfo.expectedStatus) return;
    for (const { context, stop } of taken) {
      stop();
      await computers.giveBack(baseURL!, context);
    }
  },
  context: async ({ takeComputer }, provide) => provide(await takeComputer()),
  another: async ({ takeComputer }, provide) =>
    provide(async (persona, path) => {
      const page = await (await takeComputer()).newPage();
      await signInAs(page, persona, path);
      return page;
    }),
  visit: async ({ tour, browserErrors, baseURL }, provide) => {
    let stop = () => {};
    await provide((persona, path) =>
      tour.goTo(baseURL!, persona, path, context => {
        stop();
        stop = listen(context, browserErrors.seen);
      }),
    );
    stop();
  },
});

export { expect };
