import '../__testing__/wideWindow';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { fakeServer, settings, summary } from '../__testing__/fakeServer';
import { findField, write } from '../__testing__/write';
import { KindRecords } from './KindRecords';

async function show(url = '/') {
  const asked: URLSearchParams[] = [];
  const server = fakeServer({
    'GET /v1/settings': () => ({ body: settings() }),
    'GET /v1/incidents': ({ query }) => {
      asked.push(query);
      return { body: { items: [summary()], nextCursor: null } };
    },
  });
  const { unmount } = await renderInTestApp(<KindRecords kind="incident" />, {
    ...server,
    initialRouteEntries: [url],
  });
  await screen.findByText('Payments time out');
  return { asked, unmount, toasts: server.toasts };
}

const choose = async (current: string, item: string) => {
  await userEvent.click(screen.getByRole('button', { name: current }));
  await userEvent.click(await screen.findByRole('menuitem', { name: item }));
};

describe('views of a list', () => {
  beforeEach(() => localStorage.clear());

  it('offers what the kind declares', async () => {
    const { asked } = await show();
    await choose('All open', 'Unassigned');
    await waitFor(() => expect(asked.at(-1)?.get('unassigned')).toBe('true'));
    await choose('Unassigned', 'P1 and P2');
    await waitFor(() => expect(asked.at(-1)?.get('priorityUpTo')).toBe('2'));
    expect(asked.at(-1)?.get('unassigned')).toBeNull();
    await choose('P1 and P2', 'Without an owner');
    await waitFor(() => expect(asked.at(-1)?.get('unowned')).toBe('true'));
    await choose('Without an owner', 'P1 and P2');
    await choose('P1 and P2', 'All open');
    await waitFor(() => expect(asked.at(-1)?.get('priorityUpTo')).toBeNull());
  });

  it('saves filters, sort and columns under a name, renames and deletes it', async () => {
    const first = await show('/?state=all&sort=updated&columns=updated');
    await choose('Views', 'Save this view…');
    await write(await findField(/Name/), 'Night');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(
      await screen.findByRole('button', { name: 'Night' }),
    ).toBeInTheDocument();
    expect(first.toasts).toEqual(['View "Night" saved']);
    first.unmount();

    const again = await show('/?state=open');
    await choose('All open', 'Night');
    await waitFor(() =>
      expect(Object.fromEntries(again.asked.at(-1)!)).toMatchObject({
        state: 'all',
        sort: 'updated',
      }),
    );
    expect(
      screen.getAllByRole('columnheader').map(each => each.textContent),
    ).toEqual(expect.arrayContaining(['Record', 'Updated']));
    expect(screen.queryByRole('columnheader', { name: 'State' })).toBeNull();

    await choose('Night', 'Manage saved views…');
    const name = await findField(/Rename Night/);
    await userEvent.clear(name);
    await write(name, 'Day');
    await userEvent.tab();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Delete Day' }),
    );
    await userEvent.click(screen.getByRole('button', { name: 'Done' }));
    expect(
      await screen.findByRole('button', { name: 'Views' }),
    ).toBeInTheDocument();
  });

  it('refuses a name that is taken', async () => {
    localStorage.setItem(
      '/itsm/views.incident',
      JSON.stringify([{ name: 'Night', search: 'state=all' }]),
    );
    await show();
    await choose('All open', 'Save this view…');
    await write(await findField(/Name/), 'Night ');
    expect(screen.getByText('Another view has this name.')).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Save' })).toBeDisabled();
  });

  it('copies a link that says the state, too', async () => {
    const copied: string[] = [];
    Object.defineProperty(navigator, 'clipboard', {
      configurable: true,
      value: { writeText: async (text: string) => copied.push(text) },
    });
    const { toasts } = await show();
    await choose('All open', 'Copy a link to this list');
    await waitFor(() => expect(toasts).toEqual(['Link copied']));
    expect(copied).toEqual([expect.stringMatching(/\/\?state=open$/)]);
  });
});
