import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { fakeServer, record, refusal } from '../__testing__/fakeServer';
import { write } from '../__testing__/write';
import { articleView } from '../kinds/article/articleView';
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
