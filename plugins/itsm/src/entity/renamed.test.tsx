import '../__testing__/wideWindow';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  fakeServer,
  record,
  settings,
  summary,
} from '../__testing__/fakeServer';
import { findField, write } from '../__testing__/write';
import { KindRecords } from '../list/KindRecords';
import { EntitiesPanel } from '../record/EntitiesPanel';
import { MoveRecordsButton } from './MoveRecordsButton';

const OLD = 'component:default/wishlist';
const NEW = 'component:default/favourites';

describe('an entity that was renamed or is gone', () => {
  it('gets the records of its old name from an administrator', async () => {
    const server = fakeServer({
      'GET /v1/settings': () => ({
        body: settings({ permissions: ['itsm.entity.rename'] }),
      }),
      'POST /v1/entities/rename': () => ({
        body: {
          links: 3,
          deployments: 0,
          definitions: 1,
          toCheck: [{ type: 'routing', name: 'Wishes' }],
        },
      }),
    });
    await renderInTestApp(<MoveRecordsButton entity={NEW} />, server);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Move records here' }),
    );
    await write(await findField(/Old name/), ' wishlist ');
    await userEvent.click(screen.getByRole('button', { name: 'Move records' }));
    await waitFor(() =>
      expect(server.toasts).toEqual([
        '3 links moved from wishlist',
        'Check the conditions of these rules, which ask for the old name: Wishes',
      ]),
    );
    expect(server.requests.at(-1)?.body).toEqual({ from: 'wishlist', to: NEW });
  });

  it('is no button for others', async () => {
    const server = fakeServer({
      'GET /v1/settings': () => ({ body: settings({ permissions: [] }) }),
    });
    await renderInTestApp(<MoveRecordsButton entity={NEW} />, server);
    await server.drawn('/v1/settings');
    expect(screen.queryByRole('button')).toBeNull();
  });

  it.each([
    [{ [NEW]: { formerly: [OLD] } }, 'wishlist is called favourites now.'],
    [
      { [OLD]: { isGone: true } },
      'wishlist is no longer in the catalog. Its records are kept.',
    ],
  ])('is found by its old name, and the list says %j', async (names, note) => {
    const asked: URLSearchParams[] = [];
    const server = fakeServer({
      'GET /v1/settings': () => ({ body: settings() }),
      'GET /v1/incidents': ({ query }) => {
        asked.push(query);
        return {
          body: { items: [summary()], nextCursor: null, entityNames: names },
        };
      },
    });
    await renderInTestApp(<KindRecords kind="incident" />, {
      ...server,
      initialRouteEntries: [`/?state=open&entity=${OLD}`],
    });
    expect(await screen.findByText(note)).toBeInTheDocument();
    expect(asked.at(-1)?.get('entity')).toBe(OLD);
    expect(screen.getByText(/Affects: wishlist/)).toBeInTheDocument();
  });

  it('shows both names on its records', async () => {
    const shown = record({
      links: [
        { role: 'affected', target: 'entity', ref: NEW, incoming: false },
        {
          role: 'affected',
          target: 'entity',
          ref: 'component:default/lost',
          incoming: false,
        },
      ],
      entityNames: {
        [NEW]: { formerly: [OLD] },
        'component:default/lost': { isGone: true },
      },
    });
    await renderInTestApp(
      <EntitiesPanel record={shown} onChanged={() => {}} />,
      fakeServer({ 'GET /v1/settings': () => ({ body: settings() }) }),
    );
    expect(await screen.findByText('formerly wishlist')).toBeInTheDocument();
    expect(screen.getByText('no longer in the catalog')).toBeInTheDocument();
  });
});
