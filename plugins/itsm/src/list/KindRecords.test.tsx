import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  fakeServer,
  refusal,
  settings,
  summary,
} from '../__testing__/fakeServer';
import { KindRecords } from './KindRecords';

const ENTITY = 'component:default/payments';

async function show(
  list: Parameters<typeof fakeServer>[0][string],
  installation = settings(),
) {
  const server = fakeServer({
    'GET /v1/settings': () => ({ body: installation }),
    'GET /v1/incidents': list,
  });
  await renderInTestApp(
    <KindRecords kind="incident" entity={ENTITY} />,
    server,
  );
  return server;
}

const page = (items = [summary()], more = {}) => ({
  body: {
    items,
    nextCursor: null,
    count: { value: items.length, capped: false },
    ...more,
  },
});

describe('the list of an entity', () => {
  it('fills with one request: open records, newest first, counted', async () => {
    const { requests } = await show(() => page());
    expect(await screen.findByText('Payments time out')).toBeInTheDocument();
    expect(
      screen.getByText('P2 High', { selector: 'span' }),
    ).toBeInTheDocument();
    expect(screen.getByText('1 found')).toBeInTheDocument();
    const lists = requests.filter(r => r.path === '/v1/incidents');
    expect(lists).toHaveLength(1);
  });

  it('says that a count is capped', async () => {
    await show(() =>
      page([summary()], { count: { value: 1000, capped: true } }),
    );
    expect(await screen.findByText('1000+ found')).toBeInTheDocument();
  });

  it('keeps the filter in the query and offers to clear it when nothing matches', async () => {
    const asked: string[] = [];
    await show(({ query }) => {
      asked.push(query.toString());
      return page(query.get('mine') ? [] : [summary()]);
    });
    await screen.findByText('Payments time out');
    await userEvent.click(screen.getByRole('button', { name: 'Mine' }));
    expect(
      await screen.findByText('No incident matches these filters'),
    ).toBeInTheDocument();
    expect(asked.at(-1)).toContain('mine=true');
    await userEvent.click(
      screen.getByRole('button', { name: 'Clear filters' }),
    );
    expect(await screen.findByText('Payments time out')).toBeInTheDocument();
  });

  it('says what empty means, when the last one closed, and what to do', async () => {
    await show(({ query }) =>
      page(
        query.get('state') === 'closed'
          ? [summary({ updatedAt: new Date().toISOString() })]
          : [],
      ),
    );
    expect(await screen.findByText('No open incidents')).toBeInTheDocument();
    expect(await screen.findByText(/The last one closed/)).toBeInTheDocument();
    expect(
      screen.getAllByRole('button', { name: 'Report incident' }),
    ).toHaveLength(2);
  });

  it.each([
    ['no', 'read-only', settings({ readOnly: true }), 0],
    ['no', 'not permitted', settings({ permissions: [] }), 0],
    ['a', 'permitted', settings(), 1],
  ])('has %s button to create when %s', async (...given) => {
    const [, , installation, buttons] = given;
    const { drawn } = await show(() => page(), installation);
    await screen.findByText('Payments time out');
    await drawn('/v1/settings');
    expect(
      screen.queryAllByRole('button', { name: 'Report incident' }),
    ).toHaveLength(buttons);
  });

  it.each([
    ['the server is unreachable', () => undefined, 'ITSM does not answer'],
    ['it is down', () => refusal(503, 'unavailable'), 'ITSM does not answer'],
    [
      'it is forbidden',
      () =>
        refusal(403, 'not_permitted', {
          params: { permission: 'itsm.incident.read' },
        }),
      'You may not see this',
    ],
    [
      'there were too many',
      () => refusal(429, 'too_many_requests'),
      'Too many requests',
    ],
    ['it fails', () => refusal(500, 'internal'), 'Something went wrong'],
  ])(
    'names cause and remedy when %s, and recovers',
    async (_case, failing, title) => {
      let broken = true;
      await show(() => (broken ? failing() : page()));
      const alert = await screen.findByRole('alert');
      expect(within(alert).getByText(title)).toBeInTheDocument();
      broken = false;
      await userEvent.click(
        within(alert).getByRole('button', { name: 'Try again' }),
      );
      expect(await screen.findByText('Payments time out')).toBeInTheDocument();
    },
  );
});
