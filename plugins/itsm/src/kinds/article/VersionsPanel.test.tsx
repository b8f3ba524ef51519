import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { EntryView } from 'backstage-plugin-itsm-common';
import { fakeServer, record } from '../../__testing__/fakeServer';
import { VersionsPanel } from './VersionsPanel';

const entry = (seq: number, body: EntryView['body']): EntryView => ({
  id: `entry-${seq}`,
  seq,
  at: '2026-01-05T09:00:00.000Z',
  actor: { type: 'user', ref: 'user:default/eddie' },
  verb: 'approved',
  audience: 'public',
  body,
});

const article = record({
  number: 'KB-000001',
  kind: 'article',
  state: 'published',
  title: 'Restart the till',
  description: 'Pull the plug\nWait a minute\nCall us',
  fields: { version: '3.00' },
  actions: [{ name: 'check_out' }],
  timeline: {
    items: [
      entry(9, {
        action: 'publish_update',
        version: '3.00',
        fields: {
          description: [
            'Pull the plug\nWait a second',
            'Pull the plug\nWait a minute\nCall us',
          ],
        },
      }),
    ],
    nextCursor: '9',
  },
});

/** The page of the timeline on which version 2.00 replaced 1.00. */
const older = {
  items: [
    entry(5, {
      action: 'publish_update',
      version: '2.00',
      fields: {
        title: ['Restart', 'Restart the till'],
        description: ['Ask Stan', 'Pull the plug\nWait a second'],
      },
    }),
    entry(1, { action: 'publish', version: '1.00' }),
  ],
  nextCursor: null,
};

async function open(shown = article) {
  const onChanged = jest.fn();
  const server = fakeServer({
    'GET /v1/articles/KB-000001/entries': () => ({ body: older }),
    'POST /v1/articles/KB-000001/actions/check_out': () => ({ body: article }),
  });
  await renderInTestApp(
    <VersionsPanel record={shown} onChanged={onChanged} />,
    server,
  );
  await userEvent.click(
    screen.getByRole('button', { name: 'Compare versions' }),
  );
  const diff = await screen.findByRole('group', { name: 'Compare versions' });
  return { ...server, onChanged, diff };
}

const lines = (diff: HTMLElement, mark: 'insertion' | 'deletion') =>
  [...diff.querySelectorAll(mark === 'insertion' ? 'ins' : 'del')].map(
    ({ textContent }) => textContent,
  );

it('compares what is read with the version before', async () => {
  const { diff } = await open();
  expect(lines(diff, 'deletion')).toEqual(['Wait a second']);
  expect(lines(diff, 'insertion')).toEqual(['Wait a minute\nCall us']);
});

it('compares the next version with what is read', async () => {
  const { diff } = await open({
    ...article,
    fields: {
      version: '3.00',
      draft: {
        title: 'Restart the till',
        description: 'Pull the plug\nWait a minute',
        version: '3.01',
        state: 'draft',
      },
    },
  });
  expect(lines(diff, 'deletion')).toEqual(['Call us']);
  expect(lines(diff, 'insertion')).toEqual([]);
});

it('begins the next version with the text of an old one', async () => {
  const { requests, onChanged } = await open();
  await userEvent.click(screen.getByRole('button', { name: /From/ }));
  await userEvent.click(await screen.findByRole('option', { name: /1\.00/ }));
  await userEvent.click(
    screen.getByRole('button', { name: 'Begin the next version with 1.00' }),
  );
  await waitFor(() => expect(onChanged).toHaveBeenCalledWith(article));
  expect(requests.find(({ method }) => method === 'POST')).toMatchObject({
    body: { title: 'Restart', description: 'Ask Stan' },
    headers: { 'if-match': `"${article.version}"` },
  });
});

it('compares what is written of a restored article with what was published', async () => {
  const { diff } = await open({
    ...article,
    state: 'draft',
    fields: { version: '1.02' },
    timeline: {
      items: [
        entry(9, {
          fields: { description: ['Pull the plug', article.description] },
        }),
        entry(8, { action: 'restore', from: 'outdated', to: 'draft' }),
        entry(7, { action: 'publish', version: '1.00' }),
      ],
      nextCursor: null,
    },
  });
  expect(lines(diff, 'insertion')).toEqual(['Wait a minute\nCall us']);
});

it('is not there while there is one version', async () => {
  const { apis } = fakeServer({});
  await renderInTestApp(
    <VersionsPanel
      record={{ ...article, fields: { version: '1.00' } }}
      onChanged={jest.fn()}
    />,
    { apis },
  );
  expect(screen.queryByRole('button')).not.toBeInTheDocument();
});
