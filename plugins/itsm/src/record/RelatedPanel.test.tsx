import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { LinkView, RecordView } from 'backstage-plugin-itsm-common';
import { fakeServer, record, settings } from '../__testing__/fakeServer';
import { incidentView } from '../kinds/incident/incidentView';
import { RelatedPanel } from './RelatedPanel';

const link = (patch: Partial<LinkView>): LinkView => ({
  role: 'causedBy',
  target: 'record',
  ref: 'CHG-000001',
  incoming: false,
  ...patch,
});

async function show(patch: Partial<RecordView>) {
  const onChanged = jest.fn();
  const server = fakeServer({
    'GET /v1/settings': () => ({ body: settings({ permissions: [] }) }),
    'DELETE /v1/incidents/INC-000001/links': () => ({ body: record() }),
    'POST /v1/incidents/INC-000001/proposals': () => ({ body: record() }),
    'GET /v1/incidents/INC-000001/links': () => ({
      body: {
        items: [link({ ref: 'INC-000009', incoming: true })],
        nextCursor: null,
      },
    }),
  });
  await renderInTestApp(
    <RelatedPanel
      record={record(patch)}
      view={incidentView}
      onOpened={jest.fn()}
      onChanged={onChanged}
    />,
    server,
  );
  return { ...server, onChanged };
}

it('unlinks what was linked by hand from here', async () => {
  const { requests, onChanged } = await show({
    links: [
      link({}),
      link({ ref: 'INC-000002', incoming: true }),
      link({ ref: 'INC-000003', role: 'duplicateOf' }),
    ],
  });
  const buttons = screen.getAllByRole('button', { name: /^Unlink/ });
  expect(buttons).toHaveLength(1);
  expect(buttons[0]).toHaveAccessibleName('Unlink CHG-000001 (Caused by)');
  await userEvent.click(buttons[0]);
  await waitFor(() => expect(onChanged).toHaveBeenCalled());
  const unlinked = requests.filter(({ method }) => method === 'DELETE');
  expect(unlinked.map(({ query }) => Object.fromEntries(query))).toEqual([
    { role: 'causedBy', target: 'record', ref: 'CHG-000001' },
  ]);
});

it('unlinks nothing for whoever may not edit', async () => {
  await show({
    links: [link({})],
    can: {
      edit: false,
      comment: true,
      commentInternally: false,
      watch: true,
      consent: false,
    },
  });
  expect(screen.getByText('CHG-000001')).toBeInTheDocument();
  expect(
    screen.queryByRole('button', { name: /^Unlink/ }),
  ).not.toBeInTheDocument();
});

it('shows the first of many, its own before those of others, and all on demand', async () => {
  const incoming = Array.from({ length: 30 }, (_, index) =>
    link({ ref: `INC-0001${10 + index}`, incoming: true }),
  );
  await show({ links: [...incoming, link({})] });
  expect(screen.getAllByRole('listitem')).toHaveLength(10);
  expect(screen.getByText('CHG-000001')).toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: 'Show all 31' }));
  expect(screen.getAllByRole('listitem')).toHaveLength(31);
});

it('asks those who may decide about a link that another record proposes, before all others', async () => {
  const proposed = link({ ref: 'INC-000004', incoming: true, proposed: true });
  const { requests, onChanged } = await show({
    links: [link({}), proposed],
    can: { ...record().can, consent: true },
  });
  const [first] = screen.getAllByRole('listitem');
  expect(first).toHaveTextContent('INC-000004');
  expect(first).toHaveTextContent('Proposed');
  await userEvent.click(
    screen.getByRole('button', { name: /^Accept: INC-000004/ }),
  );
  await waitFor(() => expect(onChanged).toHaveBeenCalled());
  expect(requests.find(({ method }) => method === 'POST')?.body).toEqual({
    role: 'causedBy',
    ref: 'INC-000004',
    accept: true,
  });
});

it('asks nobody else', async () => {
  await show({
    links: [link({ incoming: true, proposed: true })],
    can: { ...record().can, consent: false },
  });
  expect(screen.getByText('Proposed')).toBeInTheDocument();
  expect(
    screen.queryByRole('button', { name: /^Accept/ }),
  ).not.toBeInTheDocument();
});

it('loads what more there is', async () => {
  await show({ links: [link({})], nextLinks: 'next' });
  await userEvent.click(screen.getByRole('button', { name: 'Show more' }));
  expect(await screen.findByText('INC-000009')).toBeInTheDocument();
  expect(
    screen.queryByRole('button', { name: 'Show more' }),
  ).not.toBeInTheDocument();
});
