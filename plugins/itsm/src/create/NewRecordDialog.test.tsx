import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { fakeServer, record, settings } from '../__testing__/fakeServer';
import { findField, write } from '../__testing__/write';
import { requestView } from '../kinds/request/requestView';
import { NewRecordDialog } from './NewRecordDialog';

async function open(from?: ReturnType<typeof record>) {
  const server = fakeServer({
    'GET /v1/similar': () => ({ body: { items: [], nextCursor: null } }),
    'POST /v1/requests': () => ({ body: record() }),
  });
  await renderInTestApp(
    <NewRecordDialog
      kind="request"
      plural="requests"
      view={requestView}
      settings={settings()}
      from={from}
      onClose={jest.fn()}
    />,
    server,
  );
  return server;
}

async function create({ requests }: ReturnType<typeof fakeServer>) {
  await write(await findField(/Title/), 'A badge');
  await userEvent.click(screen.getByRole('button', { name: 'Create' }));
  await waitFor(() =>
    expect(requests.some(({ method }) => method === 'POST')).toBe(true),
  );
  return requests.find(({ method }) => method === 'POST')?.body;
}

beforeEach(() => localStorage.clear());

it('makes a restricted record from the page of a restricted one, without asking', async () => {
  const server = await open(record({ restricted: true }));
  expect(
    await screen.findByText('Restricted, as INC-000001 is.'),
  ).toBeInTheDocument();
  expect(
    screen.queryByRole('checkbox', { name: /Restricted/ }),
  ).not.toBeInTheDocument();
  expect(await create(server)).toMatchObject({ restricted: true });
});

it('offers to restrict it, and to make it for somebody else', async () => {
  const server = await open();
  expect(
    await screen.findByRole('combobox', { name: /Requester/ }),
  ).toBeInTheDocument();
  await userEvent.click(screen.getByRole('checkbox', { name: /Restricted/ }));
  expect(await create(server)).toMatchObject({ restricted: true });
});
