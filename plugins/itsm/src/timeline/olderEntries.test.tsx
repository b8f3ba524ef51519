import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { EntryView } from 'backstage-plugin-itsm-common';
import { fakeServer, record, refusal } from '../__testing__/fakeServer';
import { CommentVersions } from './CommentVersions';
import { Timeline } from './Timeline';

const comment = (seq: number, text: string): EntryView => ({
  id: `entry-${seq}`,
  seq,
  at: '2026-01-05T09:00:00.000Z',
  actor: { type: 'user', ref: 'user:default/eddie' },
  verb: 'commented',
  audience: 'public',
  body: { text },
});

const more = () => screen.getByRole('button', { name: 'Load older entries' });

it('tells why older entries were not loaded, and loads them on the next try', async () => {
  let tries = 0;
  const { requests, ...server } = fakeServer({
    'GET /v1/incidents/INC-000001/entries': () => {
      tries += 1;
      return tries === 1
        ? refusal(503, 'unavailable')
        : { body: { items: [comment(1, 'The first.')], nextCursor: null } };
    },
  });
  await renderInTestApp(
    <Timeline
      record={record({
        timeline: { items: [comment(9, 'The last.')], nextCursor: '9' },
      })}
      onChanged={jest.fn()}
    />,
    // A permalink to an entry that is not there yet loads by itself, once
    { ...server, initialRouteEntries: ['/#e-1'] },
  );
  expect(await screen.findByRole('alert')).toHaveTextContent(
    'The service is not available right now.',
  );
  expect(requests.filter(r => r.path.endsWith('/entries'))).toHaveLength(1);
  await userEvent.click(more());
  expect(await screen.findByText('The first.')).toBeInTheDocument();
  await waitFor(() =>
    expect(screen.queryByRole('alert')).not.toBeInTheDocument(),
  );
});

it('tells why older versions of a comment were not loaded', async () => {
  await renderInTestApp(
    <CommentVersions entry={comment(3, 'Now.')} record={record()} />,
    fakeServer({
      'GET /v1/incidents/INC-000001/comments/entry-3/versions': ({ query }) =>
        query.get('cursor')
          ? refusal(503, 'unavailable')
          : {
              body: {
                items: [comment(9, 'Now.'), comment(5, 'Before.')],
                nextCursor: '5',
              },
            },
    }),
  );
  await screen.findByText('Before.');
  await userEvent.click(more());
  expect(await screen.findByRole('alert')).toHaveTextContent(
    'The service is not available right now.',
  );
});
