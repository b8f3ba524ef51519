import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { fakeServer, record } from '../__testing__/fakeServer';
import { write } from '../__testing__/write';
import { requestView } from '../kinds/request/requestView';
import { ActionDialog } from './ActionDialog';

const request = record({
  number: 'REQ-000001',
  kind: 'request',
  state: 'in_fulfilment',
  actions: [{ name: 'fulfil' }, { name: 'cancel' }],
});

async function open(action: string) {
  const onClose = jest.fn();
  const server = fakeServer({
    [`POST /v1/requests/REQ-000001/actions/${action}`]: () => ({
      body: { ...request, state: 'fulfilled', version: 2 },
    }),
  });
  const view = await renderInTestApp(
    <ActionDialog
      record={request}
      view={requestView}
      action={action}
      onChanged={jest.fn()}
      onClose={onClose}
    />,
    server,
  );
  const [text] = await screen.findAllByRole('textbox');
  return { ...server, onClose, text, unmount: view.unmount };
}

beforeEach(() => localStorage.clear());

it('keeps what was typed for its action until that is done', async () => {
  const first = await open('fulfil');
  await write(first.text, 'Ordered and handed over.');
  first.unmount();

  const other = await open('cancel');
  expect(other.text).toHaveValue('');
  other.unmount();

  const again = await open('fulfil');
  expect(screen.getByText('Your draft was kept.')).toBeInTheDocument();
  expect(again.text).toHaveValue('Ordered and handed over.');
  await userEvent.click(screen.getByRole('button', { name: 'Fulfil' }));
  await waitFor(() => expect(again.onClose).toHaveBeenCalled());
  again.unmount();

  expect((await open('fulfil')).text).toHaveValue('');
});
