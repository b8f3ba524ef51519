import type { Browser, Page } from 'playwright-core';
import type { Findings } from '../findings';

/** Where a page stands whose text people wrote; what a browser does there is watched. */
export interface Watched {
  page: Page;
  /** Opens an address of the portal and looks at what became of the text there. */
  look(path: string, ready: string, findings: Findings): Promise<void>;
  /** How many faults it sees where the same text is shown without any care. */
  control(payloads: readonly string[]): Promise<number>;
  close(): Promise<void>;
}

/** Schemes that a link may have. */
const HARMLESS = ['http:', 'https:', 'mailto:'];

/** Signs in as the administrator, without the policy that would stop most scripts. */
export async function watch(browser: Browser, url: string): Promise<Watched> {
  const context = await browser.newContext({ bypassCSP: true });
  // Generous, for machines that are busy with something else
  context.setDefaultTimeout(120_000);
  const page = await context.newPage();
  const happened: string[] = [];
  page.on('dialog', dialog => {
    happened.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('popup', popup => happened.push(`a window: ${popup.url()}`));
  await context.route('**/*', route => {
    const asked = new URL(route.request().url());
    if (asked.origin === url || asked.protocol === 'data:') {
      return route.continue();
    }
    happened.push(`a request to ${asked.href}`);
    return route.abort();
  });
  await page.goto(url);
  await page.getByRole('button', { name: /Sign in as Adam/ }).click();
  await page.getByRole('link', { name: 'Home' }).first().waitFor();

  return {
    page,
    close: () => context.close(),
    control: async payloads => {
      happened.length = 0;
      await page.evaluate(texts => {
        const root = document.createElement('div');
        root.dataset.itsmRoot = 'control';
        root.innerHTML = texts.join('\n');
        document.body.replaceChildren(root);
      }, payloads);
      const faults = await page.evaluate(inspect, HARMLESS);
      return faults.length + happened.length;
    },
    look: async (path, ready, findings) => {
      happened.length = 0;
      await page.goto(`${url}${path}`);
      const shown = await page
        .waitForSelector(ready, { state: 'attached' })
        .then(() => true)
        .catch(() => false);
      findings.expect(shown, () => `${path} does not show ${ready}`);
      const faults = await page.evaluate(inspect, HARMLESS);
      for (const fault of [...faults, ...happened]) {
        findings.expect(false, () => `${path}: ${fault}`);
      }
    },
  };
}

/** Runs in the page: touches everything, then tells what ran and what could. */
async function inspect(harmless: string[]): Promise<string[]> {
  const faults: string[] = [];
  const roots = document.querySelectorAll('[data-itsm-root]');
  for (const element of [...roots].flatMap(r => [...r.querySelectorAll('*')])) {
    const name = element.tagName.toLowerCase();
    const markup = element.outerHTML.slice(0, 200);
    for (const event of ['mouseover', 'pointerenter', 'focus', 'toggle']) {
      element.dispatchEvent(new Event(event, { bubbles: false }));
    }
    for (const { name: attribute, value } of element.attributes) {
      if (attribute.startsWith('on')) faults.push(`a handler: ${markup}`);
      if (!/^(href|xlink:href|action|formaction)$/.test(attribute)) continue;
      const address = URL.canParse(value, location.href)
        ? new URL(value, location.href).protocol
        : 'https:';
      if (!harmless.includes(address)) faults.push(`a link: ${markup}`);
    }
    if (/^(script|iframe|object|embed|base|meta|link|frame)$/.test(name)) {
      faults.push(`an element: ${markup}`);
    }
  }
  const loading = [...document.images].filter(image => !image.complete);
  const settled = loading.map(
    image =>
      new Promise(done => {
        image.addEventListener('load', done);
        image.addEventListener('error', done);
      }),
  );
  const patience = new Promise(done => {
    setTimeout(done, 2_000);
  });
  await Promise.race([Promise.all(settled), patience]);
  await new Promise(done => {
    setTimeout(done, 100);
  });
  if ((window as any).__ran === 1) faults.push('a script ran');
  return faults;
}
