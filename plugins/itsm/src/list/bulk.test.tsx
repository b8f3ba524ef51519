import '../__testing__/wideWindow';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { findField, write } from '../__testing__/write';
import {
  fakeServer,
  refusal,
  settings,
  summary,
} from '../__testing__/fakeServer';
import { KindRecords } from './KindRecords';

const ROWS = [1, 2, 3].map(n =>
  summary({ number: `INC-00000${n}`, version: n, title: `Broken ${n}` }),
);

async function show(
  o: {
    common?: object;
    bulk?: Parameters<typeof fakeServer>[0][string];
    readOnly?: boolean;
  } = {},
) {
  const common = o.common ?? {
    actions: ['assign', 'hold', 'acknowledge', 'cancel'],
    edit: true,
  };
  const server = fakeServer({
    'GET /v1/settings': () => ({ body: settings({ readOnly: o.readOnly }) }),
    'GET /v1/incidents': () => ({ body: { items: ROWS, nextCursor: null } }),
    'GET /v1/incidents/common-actions': () => ({ body: common }),
    ...(o.bulk && { 'POST /v1/incidents/bulk': o.bulk }),
  });
  await renderInTestApp(
    <KindRecords kind="incident" entity="component:default/payments" />,
    server,
  );
  await screen.findByText('Broken 1');
  return server;
}

const select = async (...titles: string[]) => {
  for (const title of titles) {
    const row = screen
      .getAllByRole('row')
      .find(each => each.textContent?.includes(title))!;
    await userEvent.click(within(row).getByRole('checkbox'));
  }
  return within(await screen.findByRole('toolbar'));
};

const done = (...numbers: string[]) =>
  numbers.map(number => ({ number, version: 9, state: 'new' }));

describe('several records of a list at once', () => {
  beforeEach(() => localStorage.clear());

  it('offers exactly what the server says that all of them allow', async () => {
    await show();
    const bar = await select('Broken 1', 'Broken 3');
    expect(bar.getByText('2 selected')).toBeInTheDocument();
    expect(
      await bar.findByRole('button', { name: 'Acknowledge' }),
    ).toBeEnabled();
    expect(bar.getByRole('status')).toHaveTextContent(
      '2 selected: Acknowledge, Assign, Put on hold, Cancel record, Edit fields',
    );
    await userEvent.click(bar.getByRole('button', { name: 'More actions' }));
    expect(
      (await screen.findAllByRole('menuitem')).map(item => item.textContent),
    ).toEqual(['Cancel record', 'Edit fields']);
    await userEvent.keyboard('{Escape}');
    await userEvent.click(bar.getByRole('button', { name: 'Clear selection' }));
    expect(screen.queryByRole('toolbar')).not.toBeInTheDocument();
  });

  it('says so when nothing is possible for all of them', async () => {
    await show({ common: { actions: [], edit: false } });
    const bar = await select('Broken 1', 'Broken 2');
    expect(
      await bar.findByText('Nothing is possible for all of them.'),
    ).toBeInTheDocument();
    expect(bar.getAllByRole('button')).toHaveLength(1);
  });

  it('sends each with the version that was seen, and is done', async () => {
    const { requests, toasts } = await show({
      bulk: () => ({
        body: { results: done('INC-000001', 'INC-000003') },
      }),
    });
    const bar = await select('Broken 1', 'Broken 3');
    await userEvent.click(
      await bar.findByRole('button', { name: 'Acknowledge' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByText('Acknowledge · 2 records')).toBeInTheDocument();
    await userEvent.click(dialog.getByRole('button', { name: 'Acknowledge' }));
    await waitFor(() => expect(toasts).toEqual(['Acknowledge: 2 done']));
    const post = requests.find(each => each.method === 'POST')!;
    expect(post.body).toEqual({
      records: [
        { number: 'INC-000001', version: 1 },
        { number: 'INC-000003', version: 3 },
      ],
      action: 'acknowledge',
      input: {},
    });
    expect(post.headers['idempotency-key']).toMatch(/[0-9a-f-]{36}/);
    await waitFor(() =>
      expect(screen.queryByRole('toolbar')).not.toBeInTheDocument(),
    );
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  });

  it('tells why records were refused, and keeps those selected', async () => {
    await show({
      bulk: () => ({
        body: {
          results: [
            ...done('INC-000001'),
            { number: 'INC-000002', refused: { code: 'stale_version' } },
            { number: 'INC-000003', refused: { code: 'stale_version' } },
          ],
        },
      }),
    });
    const bar = await select('Broken 1', 'Broken 2', 'Broken 3');
    await userEvent.click(
      await bar.findByRole('button', { name: 'Acknowledge' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.click(dialog.getByRole('button', { name: 'Acknowledge' }));
    expect(await dialog.findByRole('status')).toHaveTextContent(
      '1 done, 2 refused:',
    );
    const reason = dialog.getByRole('listitem');
    expect(reason).toHaveTextContent(
      'Somebody changed the record in the meantime.',
    );
    expect(
      within(reason)
        .getAllByRole('link')
        .map(link => link.textContent),
    ).toEqual(['INC-000002', 'INC-000003']);
    await userEvent.click(
      dialog.getAllByRole('button', { name: 'Close' }).at(-1)!,
    );
    expect(await screen.findByText('2 selected')).toBeInTheDocument();
  });

  it('keeps what was typed when the server refuses all of it', async () => {
    const { requests } = await show({
      bulk: () => refusal(503, 'database_away'),
    });
    const bar = await select('Broken 1');
    await userEvent.click(
      await bar.findByRole('button', { name: 'More actions' }),
    );
    await userEvent.click(
      await screen.findByRole('menuitem', { name: 'Edit fields' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    const save = dialog.getByRole('button', { name: 'Edit fields' });
    expect(save).toBeDisabled();
    await write(await findField(/Category/), 'web');
    await userEvent.click(save);
    expect(await dialog.findByRole('alert')).toBeInTheDocument();
    await userEvent.click(save);
    await waitFor(() =>
      expect(requests.filter(r => r.method === 'POST')).toHaveLength(2),
    );
    const posts = requests.filter(r => r.method === 'POST');
    expect(posts[0].body.edit).toEqual({ category: 'web' });
    // The second try is the same request
    expect(posts[1].headers).toEqual(posts[0].headers);
  });

  it('selects nothing in a read-only installation, and says why', async () => {
    await show({ readOnly: true });
    expect(
      await screen.findByText(/This installation is read-only/),
    ).toBeInTheDocument();
    await waitFor(() =>
      expect(screen.queryByRole('checkbox')).not.toBeInTheDocument(),
    );
    expect(
      screen.queryByRole('button', { name: 'Report incident' }),
    ).not.toBeInTheDocument();
  });
});
