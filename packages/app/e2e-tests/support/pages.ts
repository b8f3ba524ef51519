import type { APIRequestContext, Page } from '@playwright/test';
import { ask } from './api';
import { untilIndexed } from './searchIndex';

/** A page of the portal, and what shows that its content is there. */
export interface PortalPage {
  /** Of its pictures in docs/images. */
  name: string;
  path: string;
  /** The page is that of the record in this row. */
  row?: RegExp;
  /** Only an administrator has it. */
  administers?: true;
  content: RegExp | string;
  /** A page of Backstage's, parts of which keep the colours of the theme before until it is opened anew. */
  isHosts?: true;
  /** What it says where there are no records; pages of records are not there then. */
  empty?: RegExp | string;
  /** What it says while the backend of the plugin is away, if not that; null: it does not need it. */
  failing?: RegExp | string | null;
}

/** A record that the page of the search shows. */
const INDEXED = 'Card payments fail for every third customer';
const CHECKOUT = '/catalog/default/component/checkout';

const list = (
  name: string,
  plural: string,
  content: RegExp,
  empty: string,
): PortalPage => ({
  name,
  path: `/itsm/${plural}?state=all`,
  content,
  empty,
});

const recordOf = (
  name: string,
  plural: string,
  row: RegExp,
  content: string,
): PortalPage => ({
  name: `record-${name}`,
  path: `/itsm/${plural}?state=all`,
  row,
  content,
});

/** Every page of the plugin, and those of others that show something of it. */
export const PAGES: readonly PortalPage[] = [
  {
    name: 'entity-overview',
    path: CHECKOUT,
    content: /Service health/,
    empty: 'No open incidents',
  },
  {
    name: 'entity-incidents',
    path: `${CHECKOUT}/incidents?state=all`,
    content: /INC-/,
    empty: 'No incidents',
  },
  {
    name: 'entity-problems',
    path: `${CHECKOUT}/problems?state=all`,
    content: /PRB-/,
    empty: 'No problems',
  },
  {
    name: 'entity-changes',
    path: `${CHECKOUT}/changes?state=all`,
    content: /CHG-/,
    empty: 'No changes',
  },
  {
    name: 'entity-knowledge',
    path: `${CHECKOUT}/articles?state=all`,
    content: /KB-/,
    empty: 'No articles',
  },
  {
    name: 'system-incidents',
    path: '/catalog/default/system/checkout/incidents',
    content: /INC-/,
    empty: 'No open incidents',
  },
  {
    name: 'group-changes',
    path: '/catalog/default/group/team-checkout/changes?state=all',
    content: /CHG-/,
    empty: 'No changes',
  },
  {
    name: 'my-work',
    path: '/itsm/my-work',
    content: 'Assigned to me',
    empty: 'Nothing',
  },
  {
    name: 'home',
    path: '/home',
    content: /(INC|PRB|CHG)-/,
    empty: 'Nothing',
  },
  list('incidents', 'incidents', /INC-/, 'No incidents'),
  list('problems', 'problems', /PRB-/, 'No problems'),
  list('changes', 'changes', /CHG-/, 'No changes'),
  list('requests', 'requests', /REQ-/, 'No requests'),
  list('knowledge', 'articles', /KB-/, 'No articles'),
  list('tasks', 'tasks', /TSK-/, 'No tasks'),
  list('reviews', 'reviews', /PIR-/, 'No reviews'),
  recordOf('incident', 'incidents', /Card payments fail for every/, 'Timeline'),
  recordOf('problem', 'problems', /Checkout keeps database/, 'Five whys'),
  recordOf('change', 'changes', /Move card payments to the/, 'Timeline'),
  recordOf('request', 'requests', /Read access to the orders/, 'Timeline'),
  recordOf('article', 'articles', /How to give connect/, 'What to do'),
  recordOf('task', 'tasks', /Order six cards|Hand them over/, 'Timeline'),
  recordOf('review', 'reviews', /wrong prices for Switzerland/, 'Timeline'),
  {
    name: 'search',
    path: '/search?query=payments',
    isHosts: true,
    content: /INC-/,
    // Backstage's own words, on a page of its own
    failing: null,
  },
  {
    name: 'unmapped',
    path: '/itsm/administration/unmapped',
    administers: true,
    content: 'Unmapped',
    empty: 'Nothing',
  },
  {
    name: 'deliveries',
    path: '/itsm/administration/deliveries',
    administers: true,
    content: 'Status',
    empty: 'No webhook was received yet',
  },
  {
    name: 'routing-rules',
    path: '/itsm/administration/routing-rules',
    administers: true,
    content: 'Accounts and access',
    empty: 'No routing rules yet',
  },
  {
    name: 'windows',
    path: '/itsm/administration/windows',
    administers: true,
    content: 'Year-end freeze',
    empty: 'No windows yet',
  },
  {
    name: 'gates',
    path: '/itsm/administration/gates',
    administers: true,
    content: 'Reporting in production',
    empty: 'No gates yet',
  },
];

export const untilShown = (page: Page, { content }: PortalPage) =>
  page.getByText(content).first().waitFor();

/** Goes to the page as a visitor does with the given function, and waits for its content. */
export async function open(
  visit: (path: string) => Promise<Page>,
  request: APIRequestContext,
  shown: PortalPage,
): Promise<Page> {
  if (shown.name === 'search') await untilIndexed(request, INDEXED);
  const page = await visit(shown.path);
  if (shown.row) {
    await page.getByRole('row', { name: shown.row }).first().click();
  }
  await untilShown(page, shown);
  return page;
}

/** The path of the page, where it is that of a record in a list. */
export async function pathOf(
  api: APIRequestContext,
  { path, row }: PortalPage,
): Promise<string> {
  if (!row) return path;
  const plural = new URL(path, 'http://x').pathname.split('/').at(-1);
  const { items } = await ask(api, 'adam', `/${plural}?state=all&limit=100`);
  const { number } = items.find((item: { number: string; title: string }) =>
    row.test(`${item.number} ${item.title}`),
  );
  return `/itsm/${plural}/${number}`;
}
