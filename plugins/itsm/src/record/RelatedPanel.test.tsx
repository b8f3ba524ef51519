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
    can: { edit: false, comment: true, commentInternally: false, watch: true },
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
