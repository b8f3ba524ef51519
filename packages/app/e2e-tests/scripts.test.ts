import { expect, signInAs, test } from './support';
import { ask } from './support/api';

/** A sample; torture's S4 has all ways that we know. */
const RUN = 'window.__ran=1';
const THERE = 'https://foreign.invalid/x';
const PAYLOADS = [
  `<img src=x onerror=${RUN}>`,
  `<IMG\nsrc="${THERE}">`,
  `<svg onload=${RUN}></svg>`,
  `<script>${RUN}</script>`,
  `<iframe srcdoc="<script>parent.${RUN}</script>"></iframe>`,
  `<details open ontoggle=${RUN}><summary>x</summary></details>`,
  `[click](${['javascript', RUN].join(':')})`,
  `<a href="&#106;avascript&colon;${RUN}">click</a>`,
  `[click](data:text/html,<script>${RUN}</script>)`,
  `![seen](${THERE}.png)`,
  `<picture><source srcset="${THERE}">![x](attachments/1)</picture>`,
  `<style>@import "${THERE}";</style>`,
  `<meta http-equiv=refresh content="0;url=${THERE}">`,
  'https://[',
];

test('what people and systems write neither runs nor asks another host', async ({
  browser,
  request,
  baseURL,
}) => {
  const post = (path: string, data: object) =>
    ask(request, 'adam', path, { method: 'POST', data });
  const { number } = await post('/incidents', {
    title: PAYLOADS[0],
    description: PAYLOADS[1],
    impact: 'low',
    urgency: 'low',
    entities: ['fraud-check'],
  });
  for (const text of PAYLOADS) {
    await post(`/incidents/${number}/comments`, { text });
    await post('/deployments', {
      repository: text.replace(/\s/g, ' '),
      runId: `script-${Date.now()}`,
      environment: 'production',
      revision: text.replace(/\s/g, ' '),
      state: 'failure',
    });
  }

  // Our own care is tested, not the policy that would stop most of it
  const context = await browser.newContext({ bypassCSP: true });
  const page = await context.newPage();
  const happened: string[] = [];
  page.on('dialog', dialog => {
    happened.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  context.on('request', asked => {
    const url = asked.url();
    if (!url.startsWith(baseURL!) && !url.startsWith('data:')) {
      happened.push(`request ${url}`);
    }
  });
  await signInAs(page, 'adam', `/itsm/r/${number}`);
  const root = page.locator('[data-itsm-root]');
  await expect(root.locator('[id^="e-"]')).toHaveCount(PAYLOADS.length + 1);
  await expect(
    root.locator('script, iframe, object, embed, style, meta, base'),
  ).toHaveCount(0);
  const schemes = await root
    .locator('a[href]')
    .evaluateAll(links =>
      links.map(link => (link as HTMLAnchorElement).protocol),
    );
  expect(schemes.filter(s => !/^(https?|mailto):$/.test(s))).toEqual([]);
  for (const path of [
    '/itsm/administration/unmapped',
    '/itsm/incidents',
    '/catalog/default/component/fraud-check/incidents',
  ]) {
    await page.goto(path);
    await expect(root.getByRole('row').nth(1)).toBeVisible();
  }
  expect(await page.evaluate(() => (window as any).__ran)).toBeUndefined();
  expect(happened).toEqual([]);
  await context.close();
});
