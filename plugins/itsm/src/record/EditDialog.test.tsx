import { identityApiRef } from '@backstage/frontend-plugin-api';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { fakeServer, record, refusal } from '../__testing__/fakeServer';
import { keptDrafts } from '../__testing__/keptDrafts';
import { field, findField, write } from '../__testing__/write';
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
  const text = await findField(/Description/);
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

  async function open(shown = original, user = 'user:default/rita') {
    const onClose = jest.fn();
    const server = fakeServer({
      'PATCH /v1/incidents/INC-000001': ({ body }) => ({
        body: { ...shown, ...body, version: shown.version + 1 },
      }),
    });
    const identity = mockApis.identity({ userEntityRef: user });
    const view = await renderInTestApp(
      <EditDialog
        record={shown}
        view={incidentView}
        onChanged={jest.fn()}
        onClose={onClose}
      />,
      { ...server, apis: [...server.apis, [identityApiRef, identity]] },
    );
    await findField(/Description/);
    return { ...server, onClose, unmount: view.unmount };
  }
  const text = () => field(/Description/);

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
      record({
        ...original,
        version: 2,
        title: 'Theirs',
        description: 'Every fourth one.',
      }),
    );
    expect(screen.getByText('Somebody else was faster')).toBeInTheDocument();
    expect(screen.getByRole('row', { name: /Description/ })).toHaveTextContent(
      /Every second one.*Every fourth one.*Every third one/,
    );
    expect(field(/Title/)).toHaveValue('Theirs');
    expect(text()).toHaveValue('Every third one.');
    await userEvent.click(screen.getByRole('button', { name: /Apply mine/ }));
    await waitFor(() =>
      expect(requests.find(r => r.method === 'PATCH')).toMatchObject({
        body: { description: 'Every third one.' },
        headers: { 'if-match': '"2"' },
      }),
    );
  });

  it.each([
    ['a comment', {}],
    ['what it did not touch', { title: 'Theirs' }],
  ])('is not bothered by a version that brought %s', async (_what, brought) => {
    await begin();
    await open(record({ ...original, version: 2, ...brought }));
    expect(screen.getByText('Your draft was kept.')).toBeInTheDocument();
    expect(
      screen.queryByText('Somebody else was faster'),
    ).not.toBeInTheDocument();
  });

  it('is its writer’s: the next user of the browser does not find it', async () => {
    await begin();
    const { unmount } = await open(original, 'user:default/stan');
    expect(screen.queryByText('Your draft was kept.')).not.toBeInTheDocument();
    expect(text()).toHaveValue('Every second one.');
    unmount();
    await open();
    expect(text()).toHaveValue('Every third one.');
  });

  it('holds no more of the record than what was changed', async () => {
    await begin();
    expect(keptDrafts()).toEqual([
      JSON.stringify({
        before: { description: 'Every second one.' },
        values: { description: 'Every third one.' },
      }),
    ]);
  });

  it('keeps a cleared field cleared', async () => {
    const { unmount } = await open();
    await userEvent.clear(field(/Title/));
    unmount();
    await open();
    expect(field(/Title/)).toHaveValue('');
  });

  it('of a restricted record does not stay in the browser', async () => {
    const { unmount } = await open(record({ ...original, restricted: true }));
    await write(text(), 'Every third one.');
    expect(keptDrafts()).toHaveLength(0);
    unmount();
    await begin();
    expect(keptDrafts()).toHaveLength(1);
    await open(record({ ...original, restricted: true }));
    expect(text()).toHaveValue('Every second one.');
    expect(keptDrafts()).toHaveLength(0);
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
