import type { APIRequestContext, Page } from '@playwright/test';
// No package exports what its tests use
// eslint-disable-next-line @backstage/no-relative-monorepo-imports
import {
  HOSTILE_BULK,
  HOSTILE_LINES,
  HOSTILE_MARKDOWN,
  REFUSED_TEXTS,
} from '../../../plugins/itsm/src/__testing__/hostileTexts';
import { expect, signInAs, test } from './support';
import { headersOf } from './support/api';

// What people write may look like anything. Each kind's page shows all of it, as it was written

const REASON = 'https://our wiki says it is still broken';
const TITLE = '2026-11-28T10:12 checkout down';
const ENTITIES = ['component:default/fraud-check'];
/** Comments hold several lines: an end of a comment of HTML that is missing would hide the others. */
const COMMENTED = HOSTILE_LINES.filter(line => !line.startsWith('<!--'));

/** What each kind needs besides title and description, and the last that is done to it. */
const KINDS: Record<
  string,
  { input?: object; action?: [name: string, input: object] }
> = {
  incidents: {
    input: { impact: 'low', urgency: 'low', entities: ENTITIES },
    // It stays open: its task ends with it
    action: ['override_priority', { priority: 4, reason: REASON }],
  },
  problems: {
    input: { entities: ENTITIES, whys: HOSTILE_LINES.slice(0, 5) },
    action: ['override_priority', { priority: 4, reason: REASON }],
  },
  changes: {
    input: {
      type: 'normal',
      environment: 'production',
      entities: ENTITIES,
      revision: 'HOTFIX-12',
      artifact: REASON,
      justification: HOSTILE_MARKDOWN[0],
    },
    action: ['cancel', { reason: REASON }],
  },
  requests: { action: ['cancel', { reason: REASON }] },
  tasks: { action: ['cancel', { reason: REASON }] },
  reviews: { input: { findings: HOSTILE_MARKDOWN[1], lessons: REASON } },
  articles: { input: { category: REASON } },
};

/** Texts in twos, as an edit changes the title and the description. */
function edits(): { title: string; description: string }[] {
  const descriptions = [...HOSTILE_MARKDOWN, ...HOSTILE_BULK];
  const half = (HOSTILE_LINES.length + descriptions.length) / 2;
  const titles = HOSTILE_LINES.slice(0, half);
  const others = [...descriptions, ...HOSTILE_LINES.slice(half), REASON];
  return titles.map((title, n) => ({ title, description: others[n] }));
}

/** Several of them at a time, as paragraphs. */
function paragraphs(lines: readonly string[]): string[] {
  const size = 10;
  return Array.from({ length: Math.ceil(lines.length / size) }, (_, n) =>
    lines.slice(n * size, (n + 1) * size).join('\n\n'),
  );
}

async function written(
  api: APIRequestContext,
  headers: Record<string, string>,
  plural: string,
  parent?: string,
): Promise<string> {
  const { input, action } = KINDS[plural];
  const send = async (path: string, data: object, version?: number) => {
    const isEdit = version !== undefined && !path.includes('/actions');
    const response = await api.fetch(`/api/itsm/v1/${plural}${path}`, {
      method: isEdit ? 'PATCH' : 'POST',
      headers: {
        ...headers,
        ...(version !== undefined && { 'if-match': String(version) }),
      },
      data,
    });
    expect(response.ok(), await response.text()).toBe(true);
    return response.json();
  };
  const opened = await send('', {
    title: TITLE,
    description: HOSTILE_MARKDOWN[2],
    ...(parent && { parent }),
    ...input,
  });
  const path = `/${opened.number}`;
  let { version } = opened;
  for (const text of [
    ...HOSTILE_MARKDOWN,
    ...HOSTILE_BULK,
    ...paragraphs(COMMENTED),
  ]) {
    ({ version } = await send(`${path}/comments`, { text }));
  }
  for (const edit of [...edits(), { title: TITLE, description: REASON }]) {
    ({ version } = await send(path, edit, version));
  }
  if (action) {
    await send(`${path}/actions/${action[0]}`, action[1], version);
  }
  return opened.number;
}

/** All of the timeline is loaded. */
async function untilWhole(page: Page) {
  const entries = page.locator('li[id^="e-"]');
  const more = page.getByRole('button', { name: 'Load older entries' });
  while (await more.isVisible()) {
    const before = await entries.count();
    await more.click();
    await expect.poll(() => entries.count()).toBeGreaterThan(before);
  }
}

test('no text breaks the page of a record', async ({
  page,
  request,
  browserErrors,
}) => {
  browserErrors.allow(/Content Security Policy|net::ERR/);
  const headers = await headersOf(request, 'adam');
  const write = (plural: string, parent?: string) =>
    written(request, headers, plural, parent);
  const incident = await write('incidents');
  const others = await Promise.all(
    Object.keys(KINDS)
      .filter(plural => plural !== 'incidents')
      .map(async plural => [
        plural,
        await write(
          plural,
          ['tasks', 'reviews'].includes(plural) ? incident : undefined,
        ),
      ]),
  );
  await signInAs(page, 'adam', '/itsm/my-work');
  for (const [plural, number] of [['incidents', incident], ...others]) {
    await page.goto(`/itsm/${plural}/${number}`);
    await expect(page.getByRole('heading', { name: TITLE })).toBeVisible();
    await untilWhole(page);
    const root = page.locator('[data-itsm-root=record]');
    const shown = (await root.textContent()) ?? '';
    const missing = edits()
      .flatMap(({ title, description }) => [title, description])
      .filter(text => !shown.includes(text));
    expect(missing, `texts on the page of ${number}`).toEqual([]);
    expect(shown).toContain(REASON);
    expect(shown).not.toContain("This part of the page can't be shown");
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - window.innerWidth,
    );
    expect(overflow, `width of the page of ${number}`).toBeLessThanOrEqual(0);
  }
});

test('texts that no database keeps are refused', async ({ request }) => {
  const headers = await headersOf(request, 'adam');
  for (const title of REFUSED_TEXTS) {
    const response = await request.post('/api/itsm/v1/requests', {
      headers,
      data: { title },
    });
    expect(response.status()).toBe(400);
    expect((await response.json()).error.code).toBe('invalid_input');
  }
});
