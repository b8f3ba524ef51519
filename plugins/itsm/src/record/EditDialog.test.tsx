import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { fakeServer, record, refusal } from '../__testing__/fakeServer';
import { write } from '../__testing__/write';
import { articleView } from '../kinds/article/articleView';
import { incidentView } from '../kinds/incident/incidentView';
import { EditDialog } from './EditDialog';

const article = (version: number, draft: string) =>
  record({
    number: 'KB-000001',
    kind: 'article',
    state: 'published',
    version,
    title: 'Restart the till',
    description: 'What is published.',
    fields: {
      version: '1.00',
      draft: {
        version: '1.01',
        state: 'draft',
        title: 'Restart the till',
        description: draft,
      },
    },
  });

beforeEach(() => localStorage.clear());

it('shows what another writer made of the draft that is edited', async () => {
  await renderInTestApp(
    <EditDialog
      record={article(1, 'Pull the plug.')}
      view={articleView}
      onChanged={jest.fn()}
      onClose={jest.fn()}
    />,
    fakeServer({
      'PATCH /v1/articles/KB-000001': () =>
        refusal(412, 'stale_version', { current: article(2, 'Call Stan.') }),
    }),
  );
  const text = await screen.findByRole('textbox', { name: /Description/ });
  await userEvent.clear(text);
  await write(text, 'Wait a minute.');
  await userEvent.click(screen.getByRole('button', { name: 'Save' }));

  const row = within(await screen.findByRole('table')).getByRole('row', {
    name: /Description/,
  });
  expect(row).toHaveTextContent('Pull the plug.');
  expect(row).toHaveTextContent('Call Stan.');
  expect(row).toHaveTextContent('Wait a minute.');
});

describe('a draft', () => {
  const original = record({ description: 'Every second one.' });

  async function open(shown = original) {
    const onClose = jest.fn();
    const server = fakeServer({
      'PATCH /v1/incidents/INC-000001': ({ body }) => ({
        body: { ...shown, ...body, version: shown.version + 1 },
      }),
    });
    const view = await renderInTestApp(
      <EditDialog
        record={shown}
        view={incidentView}
        onChanged={jest.fn()}
        onClose={onClose}
      />,
      server,
    );
    await screen.findByRole('textbox', { name: /Description/ });
    return { ...server, onClose, unmount: view.unmount };
  }
  const text = () => screen.getByRole('textbox', { name: /Description/ });

  async function begin() {
    const { unmount } = await open();
    await userEvent.clear(text());
    await write(text(), 'Every third one.');
    unmount();
  }

  it('survives Escape and a reload, and is gone once it is saved', async () => {
    await begin();
    const { requests, onClose, unmount } = await open();
    expect(screen.getByText('Your draft was kept.')).toBeInTheDocument();
    expect(text()).toHaveValue('Every third one.');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(onClose).toHaveBeenCalled());
    expect(requests.find(r => r.method === 'PATCH')?.body).toEqual({
      description: 'Every third one.',
    });
    unmount();
    await open();
    expect(screen.queryByText('Your draft was kept.')).not.toBeInTheDocument();
    expect(text()).toHaveValue('Every second one.');
  });

  it('of a version that has changed since says so, and takes over what it did not touch', async () => {
    await begin();
    const { requests } = await open(
      record({ ...original, version: 2, title: 'Theirs' }),
    );
    expect(screen.getByText('Somebody else was faster')).toBeInTheDocument();
    expect(screen.getByRole('row', { name: /Title/ })).toHaveTextContent(
      /Payments time out.*Theirs/,
    );
    expect(screen.getByRole('textbox', { name: /Title/ })).toHaveValue(
      'Theirs',
    );
    expect(text()).toHaveValue('Every third one.');
    await userEvent.click(screen.getByRole('button', { name: /Apply mine/ }));
    await waitFor(() =>
      expect(requests.find(r => r.method === 'PATCH')).toMatchObject({
        body: { description: 'Every third one.' },
        headers: { 'if-match': '"2"' },
      }),
    );
  });

  it('is not bothered by a version that brought a comment', async () => {
    await begin();
    await open(record({ ...original, version: 2 }));
    expect(screen.getByText('Your draft was kept.')).toBeInTheDocument();
    expect(
      screen.queryByText('Somebody else was faster'),
    ).not.toBeInTheDocument();
  });

  it('is thrown away on demand', async () => {
    await begin();
    await open();
    await userEvent.click(
      screen.getByRole('button', { name: 'Discard draft' }),
    );
    expect(text()).toHaveValue('Every second one.');
    expect(screen.queryByText('Your draft was kept.')).not.toBeInTheDocument();
  });
});
