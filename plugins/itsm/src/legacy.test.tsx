import {
  TestApiProvider,
  mockApis,
  renderInTestApp,
} from '@backstage/test-utils';
import { AsyncEntityProvider } from '@backstage/plugin-catalog-react';
import { SearchResultListItemExtensions } from '@backstage/plugin-search-react';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { fakeServer, settings, summary } from './__testing__/fakeServer';
import {
  HomePageItsmMyWork,
  ItsmSearchResultListItem,
  createKindViewsApiFactory,
  useReportIncident,
} from './legacy';

// The real one keeps its answers longer than a test
let mockAllowed = true;
jest.mock('@backstage/plugin-permission-react', () => ({
  ...jest.requireActual('@backstage/plugin-permission-react'),
  usePermission: () => ({ loading: false, allowed: mockAllowed }),
}));

const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'payments', namespace: 'default' },
};

function Page() {
  const { menuItems, dialog } = useReportIncident();
  return (
    <>
      <h1>Payments</h1>
      {menuItems.map(({ title, onClick }) => (
        <button key={title} type="button" onClick={onClick}>
          {title}
        </button>
      ))}
      {dialog}
    </>
  );
}

async function show(page: JSX.Element, allowed = true, kind = 'Component') {
  const { apis, mountedRoutes } = fakeServer({
    'GET /v1/settings': () => ({ body: settings() }),
    'GET /v1/my-work': () => ({
      body: {
        approvals: { items: [], nextCursor: null },
        assigned: { items: [summary()], nextCursor: null },
      },
    }),
  });
  mockAllowed = allowed;
  await renderInTestApp(
    <TestApiProvider apis={apis}>
      <AsyncEntityProvider entity={{ ...entity, kind }} loading={false}>
        {page}
      </AsyncEntityProvider>
    </TestApiProvider>,
    { mountedRoutes },
  );
}

describe('in the old frontend system', () => {
  beforeEach(() => localStorage.clear());

  it('the menu of an entity opens the dialog that reports an incident of it', async () => {
    await show(<Page />);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Report incident' }),
    );
    expect(
      await screen.findByRole('dialog', { name: 'Report incident' }),
    ).toHaveTextContent('payments');
  });

  it.each([
    ['whoever may not report one', false, 'Component'],
    ['a template', true, 'Template'],
  ])('there is no such item for %s', async (_what, allowed, kind) => {
    await show(<Page />, allowed, kind);
    expect(screen.getByRole('heading')).toBeInTheDocument();
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
  });

  it('search shows records as such, and leaves the rest to others', async () => {
    const result = (type: string, title: string) => ({
      type,
      document: {
        title,
        text: '',
        location: '/',
        kind: 'incident',
        priority: 1,
      },
    });
    await show(
      <SearchResultListItemExtensions
        results={[
          result('itsm-incident', 'Payments time out'),
          result('techdocs', 'How to pay'),
        ]}
      >
        <ItsmSearchResultListItem />
      </SearchResultListItemExtensions>,
    );
    expect(await screen.findByText('Payments time out')).toBeInTheDocument();
    expect(await screen.findByText('How to pay')).toBeInTheDocument();
    expect(screen.getAllByText('P1 Critical')).toHaveLength(1);
  });

  it('the home page has a card with what the reader owes', async () => {
    await show(<HomePageItsmMyWork />);
    expect(await screen.findByText('My work')).toBeInTheDocument();
    expect(await screen.findByText('Payments time out')).toBeInTheDocument();
  });

  it('a kind from outside has its view beside those that ship', () => {
    const risk = {
      kind: 'risk',
      plural: 'risks',
      prefix: 'RSK',
      load: async () => ({}) as any,
    };
    const api = createKindViewsApiFactory([risk]).factory({
      config: mockApis.config(),
    }) as { entries: { kind: string }[] };
    const kinds = api.entries.map(({ kind }) => kind);
    expect(kinds).toContain('risk');
    expect(kinds).toContain('incident');
  });
});
