import { renderTestApp } from '@backstage/frontend-test-utils';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Route, Routes, useLocation } from 'react-router-dom';
import { kindViewsApiRef } from 'backstage-plugin-itsm-react';
import { fakeServer, settings, summary } from '../__testing__/fakeServer';
import itsmPlugin from '../plugin';
import { LegacyItsmPage } from './LegacyItsmPage';

const none = {
  items: [],
  nextCursor: null,
  count: { value: 0, capped: false },
};

const serverFor = (permissions: string[] | undefined) =>
  fakeServer({
    'GET /v1/settings': () =>
      permissions && { body: settings({ permissions }) },
    'GET /v1/my-work': () => ({
      body: { approvals: none, assigned: none, team: none, requested: none },
    }),
    'GET /v1/tasks': () => ({
      body: {
        ...none,
        items: [
          summary({
            number: 'TSK-000001',
            kind: 'task',
            title: 'Order a card',
          }),
        ],
      },
    }),
    'GET /v1/reviews': () => ({ body: none }),
    'GET /v1/changes': () => ({ body: none }),
    'GET /v1/requests': () => ({ body: none }),
    'GET /v1/deployments': () => ({ body: none }),
    'GET /v1/deliveries': () => ({ body: none }),
  });

const ADMINISTRATOR = ['itsm.delivery.read'];

function Address() {
  const { pathname, search, hash } = useLocation();
  return <output>{`${pathname}${search}${hash}`}</output>;
}

const systems = {
  'the new frontend system': async (path: string, permissions?: string[]) => {
    const { apis, requests } = serverFor(permissions);
    renderTestApp({
      features: [itsmPlugin],
      initialRouteEntries: [path],
      // The plugin's own knows the views of modules
      apis: apis.filter(([ref]: any) => ref !== kindViewsApiRef),
    });
    return requests;
  },
  'the old frontend system': async (path: string, permissions?: string[]) => {
    const { apis, mountedRoutes, requests } = serverFor(permissions);
    await renderInTestApp(
      <TestApiProvider apis={apis}>
        <Address />
        <Routes>
          <Route path="/itsm/*" element={<LegacyItsmPage />} />
        </Routes>
      </TestApiProvider>,
      { mountedRoutes, routeEntries: [path] },
    );
    return requests;
  },
};

const tab = (name: string) => screen.findByRole('tab', { name });
const lit = (name: string) =>
  screen.findByRole('tab', { name, selected: true });
const link = (name: string) => screen.findByRole('link', { name });
const pages = async (name: string) =>
  within(await screen.findByRole('navigation', { name: `Pages of ${name}` }))
    .getAllByRole('link')
    .map(each => each.textContent);

describe.each(Object.entries(systems))('in %s', (_name, show) => {
  beforeEach(() => localStorage.clear());

  it('there are at most eight tabs, and Administration is the last', async () => {
    await show('/itsm', ADMINISTRATOR);
    await tab('Administration');
    expect(screen.getAllByRole('tab').map(each => each.textContent)).toEqual([
      'My work',
      'Incidents',
      'Problems',
      'Changes',
      'Requests',
      'Knowledge',
      'Administration',
    ]);
    expect(await lit('My work')).toBeVisible();
  });

  it.each([
    ['/itsm/tasks', 'Requests', ['Requests', 'Tasks']],
    ['/itsm/reviews', 'Changes', ['Changes', 'Tasks', 'Reviews']],
    ['/itsm/changes', 'Changes', ['Changes', 'Tasks', 'Reviews']],
    ['/itsm/my-work', 'My work', ['My work', 'Tasks', 'Reviews']],
    [
      '/itsm/administration/deliveries',
      'Administration',
      ['Unmapped', 'Deliveries'],
    ],
  ])('%s lights %s', async (path, title, expected) => {
    await show(path, ADMINISTRATOR);
    expect(await lit(title)).toBeVisible();
    expect(await pages(title)).toEqual(expected);
  });

  it.each([
    ['/itsm/tasks/TSK-000001', 'Requests'],
    ['/itsm/r/TSK-000001', 'Requests'],
    ['/itsm/r/chg-000001', 'Changes'],
    ['/itsm/articles/KB-000001', 'Knowledge'],
  ])('the record at %s keeps the tabs, with %s lit', async (path, title) => {
    await show(path, []);
    expect(await lit(title)).toBeVisible();
  });

  it('a list keeps the tab lit through which somebody came', async () => {
    await show('/itsm/changes', []);
    await userEvent.click(await link('Tasks'));
    expect(await screen.findByText('Order a card')).toBeVisible();
    expect(await lit('Changes')).toBeVisible();
    expect(await pages('Changes')).toEqual(['Changes', 'Tasks', 'Reviews']);
    expect(await link('Tasks')).toHaveAttribute('aria-current', 'page');
    await userEvent.click(await tab('Requests'));
    await userEvent.click(await link('Tasks'));
    const requests = await lit('Requests');
    expect(screen.getByRole('tabpanel')).toHaveAttribute(
      'id',
      requests.getAttribute('aria-controls'),
    );
  });

  it('nobody sees an Administration without a page', async () => {
    await show('/itsm/administration/deliveries', ['itsm.incident.create']);
    expect(await screen.findByText('There is no such page')).toBeVisible();
    expect(screen.queryByRole('tab', { name: 'Administration' })).toBeNull();
  });

  it('says so when nobody can say what the reader may administer', async () => {
    await show('/itsm/deliveries', undefined);
    expect(await screen.findByText(/ITSM does not answer/)).toBeVisible();
    expect(screen.queryByRole('tab', { name: 'Administration' })).toBeNull();
  });

  it('an address that leads nowhere says so', async () => {
    await show('/itsm/nowhere', []);
    expect(await screen.findByText('There is no such page')).toBeVisible();
  });

  it.each([
    ['unmapped', '/v1/deployments'],
    ['deliveries', '/v1/deliveries'],
  ])('the old address of %s leads to the new one', async (path, asked) => {
    const requests = await show(`/itsm/${path}?cursor=abc#row`, ADMINISTRATOR);
    expect(await lit('Administration')).toBeVisible();
    await waitFor(() =>
      expect(
        requests
          .filter(request => request.path === asked)
          .map(({ query }) => query.get('cursor')),
      ).toContain('abc'),
    );
    // Only an app of the old system can have the address on its page
    expect([
      undefined,
      `/itsm/administration/${path}?cursor=abc#row`,
    ]).toContain(screen.queryByRole('status')?.textContent);
  });
});
