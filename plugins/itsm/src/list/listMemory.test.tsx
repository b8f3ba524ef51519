import '../__testing__/wideWindow';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useLocation } from 'react-router-dom';
import { fakeServer, settings, summary } from '../__testing__/fakeServer';
import { KindRecords } from './KindRecords';

const Address = () => (
  <output aria-label="Address">{useLocation().search}</output>
);

async function show(url = '/', props: { kind?: string; entity?: string } = {}) {
  const asked: URLSearchParams[] = [];
  const files: URLSearchParams[] = [];
  const server = fakeServer({
    'GET /v1/settings': () => ({ body: settings() }),
    'GET /v1/incidents': ({ query }) => {
      asked.push(query);
      return { body: { items: [summary()], nextCursor: null } };
    },
    'GET /v1/incidents.csv': ({ query }) => {
      files.push(query);
      return { body: 'number' };
    },
  });
  const { unmount } = await renderInTestApp(
    <>
      <KindRecords kind="incident" {...props} />
      <Address />
    </>,
    { ...server, initialRouteEntries: [url] },
  );
  await screen.findByText('Payments time out');
  const address = () =>
    Object.fromEntries(
      new URLSearchParams(screen.getByLabelText('Address').textContent!),
    );
  return { asked, files, unmount, address };
}

const headers = () =>
  screen.getAllByRole('columnheader').map(each => each.textContent);

const pick = async (menu: string, option: string) => {
  await userEvent.click(screen.getByRole('button', { name: menu }));
  await userEvent.click(await screen.findByRole('option', { name: option }));
  await userEvent.keyboard('{Escape}');
};

describe('what a list remembers', () => {
  beforeEach(() => localStorage.clear());

  it('keeps the chosen columns for the reader, on every page of the kind', async () => {
    const first = await show();
    expect(headers()).toEqual(
      expect.arrayContaining(['Record', 'State', 'Assignee', 'Opened']),
    );
    expect(headers()).not.toContain('Updated');
    await pick('Columns', 'Updated');
    await pick('Columns', 'Assignee');
    await waitFor(() => expect(headers()).not.toContain('Assignee'));
    expect(headers()).toContain('Updated');
    first.unmount();

    await show('/', { entity: 'component:default/payments' });
    expect(headers()).toContain('Updated');
    expect(headers()).not.toContain('Assignee');
  });

  it('hands out a file with the columns that are shown', async () => {
    URL.createObjectURL = () => '#x';
    URL.revokeObjectURL = () => {};
    const { files } = await show('/?state=all&columns=priority,updated');
    await userEvent.click(screen.getByRole('button', { name: 'Download CSV' }));
    await waitFor(() => expect(files).toHaveLength(1));
    expect(Object.fromEntries(files[0])).toEqual({
      state: 'all',
      columns: 'number,title,priority,updatedAt',
    });
  });

  it('shows what was filtered last, asks for it once, and says so in the URL', async () => {
    const first = await show();
    expect(first.address()).toEqual({ state: 'open' });
    await userEvent.click(screen.getByRole('radio', { name: 'All' }));
    await userEvent.click(screen.getByRole('button', { name: 'Mine' }));
    await waitFor(() =>
      expect(first.address()).toEqual({ state: 'all', mine: 'true' }),
    );
    first.unmount();

    const again = await show();
    expect(again.asked.map(query => query.get('mine'))).toEqual(['true']);
    expect(again.address()).toEqual({ state: 'all', mine: 'true' });
    await userEvent.click(screen.getByRole('button', { name: 'Reset' }));
    await waitFor(() => expect(again.address()).toEqual({ state: 'open' }));
    again.unmount();
    expect((await show()).asked[0].get('mine')).toBeNull();
  });

  it('goes by the URL alone when that says something, and does not keep it', async () => {
    const first = await show();
    await userEvent.click(screen.getByRole('button', { name: 'Mine' }));
    await waitFor(() => expect(first.address().mine).toBe('true'));
    first.unmount();
    const pasted = await show('/?state=closed');
    expect(pasted.asked.map(String)).toEqual([
      'state=closed&limit=20&count=true',
    ]);
    pasted.unmount();
    expect((await show()).asked[0].get('mine')).toBe('true');
  });

  it('never narrows the tab of an entity by what was filtered elsewhere', async () => {
    const first = await show();
    await userEvent.click(screen.getByRole('button', { name: 'Mine' }));
    await waitFor(() => expect(first.address().mine).toBe('true'));
    first.unmount();
    const tab = await show('/', { entity: 'component:default/payments' });
    expect(tab.asked[0].get('mine')).toBeNull();
  });

  it('says what has no control of its own, and takes it back', async () => {
    const { asked, address } = await show(
      '/?state=open&mine=team&unassigned=true&sort=priority&priority=1-2',
    );
    expect(Object.fromEntries(asked[0])).toMatchObject({
      mine: 'team',
      unassigned: 'true',
      sort: 'priority',
      priorityUpTo: '2',
    });
    const tags = within(screen.getByRole('grid', { name: 'Filters' }));
    expect(tags.getAllByRole('row').map(tag => tag.textContent)).toEqual([
      'Of my teams',
      'Unassigned',
      'Most urgent first',
    ]);
    await userEvent.click(tags.getAllByRole('button')[0]);
    await waitFor(() => expect(address().mine).toBeUndefined());
    expect(address().unassigned).toBe('true');
  });

  it('survives a store that holds nonsense', async () => {
    localStorage.setItem('/itsm/list.incident', '{"columns":7,"last":[]}');
    localStorage.setItem('/itsm/views.incident', '[1,{"name":2}]');
    const { asked } = await show('/?mine=everybody&state=%00');
    expect(asked[0].get('state')).toBe('open');
    expect(headers()).toContain('State');
  });
});
