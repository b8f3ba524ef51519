import { EntityProvider } from '@backstage/plugin-catalog-react';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import type { RecordSummary } from 'backstage-plugin-itsm-common';
import { fakeServer, settings, summary } from '../../__testing__/fakeServer';
import { EntityOverviewCard } from './EntityOverviewCard';
import { UrgentBanner } from './UrgentBanner';

const payments = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'payments' },
};

const DAY_MS = 86_400_000;

async function show(
  items: RecordSummary[],
  nextCursor: string | null = null,
  changes: RecordSummary[] = [],
) {
  const server = fakeServer({
    'GET /v1/settings': () => ({ body: settings() }),
    'GET /v1/incidents': () => ({ body: { items, nextCursor } }),
    'GET /v1/changes': () => ({ body: { items: changes, nextCursor: null } }),
    'GET /v1/deployments': () => ({ body: { items: [], nextCursor: null } }),
  });
  await renderInTestApp(
    <EntityProvider entity={payments}>
      <UrgentBanner />
      <EntityOverviewCard />
    </EntityProvider>,
    server,
  );
  return server;
}

const incidents = (...priorities: number[]) =>
  priorities.map((priority, n) =>
    summary({
      number: `INC-00000${n + 1}`,
      title: `Trouble ${n + 1}`,
      priority,
      createdAt: new Date(Date.now() - (n + 1) * DAY_MS).toISOString(),
    }),
  );

describe('the overview of an entity', () => {
  it('asks for its incidents once, for the banner and the card', async () => {
    const { requests } = await show(incidents(1, 2, 3));
    expect(await screen.findByText('3 open incidents')).toBeInTheDocument();
    expect(screen.getByText('Urgent incidents are open')).toBeInTheDocument();
    expect(requests.filter(r => r.path === '/v1/incidents')).toHaveLength(1);
  });

  it('says how long the trouble lasts', async () => {
    await show(incidents(1, 2, 3));
    expect(await screen.findByText('the oldest opened')).toHaveTextContent(
      'the oldest opened 3 days ago',
    );
  });

  it('has no banner while nothing is urgent', async () => {
    await show(incidents(3, 4));
    expect(await screen.findByText('2 open incidents')).toBeInTheDocument();
    expect(screen.queryByText(/urgent incident/i)).toBeNull();
  });

  it('does not hide in the banner that there are more', async () => {
    await show(incidents(1, 1, 2, 2, 2));
    expect(await screen.findByText('Trouble 3')).toBeInTheDocument();
    expect(screen.queryByText('Trouble 4')).toBeNull();
    expect(screen.getByText('and 2 more')).toBeInTheDocument();
  });

  it('names the change that comes next', async () => {
    const plannedStart = new Date(Date.now() + 2.4 * DAY_MS).toISOString();
    await show(incidents(3), null, [
      summary({
        number: 'CHG-000001',
        kind: 'change',
        state: 'scheduled',
        title: 'More connections',
        fields: { plannedStart },
      }),
    ]);
    expect(await screen.findByText('Next change')).toBeInTheDocument();
    expect(screen.getByText('More connections')).toBeInTheDocument();
    expect(screen.getByText('in 2 days')).toBeInTheDocument();
  });

  it('counts no further than it knows', async () => {
    await show(incidents(3, 4, 4), 'next');
    expect(
      await screen.findByText('More than 3 open incidents'),
    ).toBeInTheDocument();
    const counts = screen.getAllByRole('listitem').map(li => li.textContent);
    expect(counts).toEqual([
      expect.stringMatching(/× 1$/),
      expect.stringMatching(/× 2\+$/),
    ]);
    expect(screen.queryByText('the oldest opened')).toBeNull();
  });
});
