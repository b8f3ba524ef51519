import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { field, findField, write } from '../__testing__/write';
import type { RecordView } from 'backstage-plugin-itsm-common';
import {
  fakeServer,
  record,
  refusal,
  settings,
} from '../__testing__/fakeServer';
import { HOSTILE_BULK } from '../__testing__/hostileTexts';
import { isTooIntricate } from './isTooIntricate';
import { RecordPage } from './RecordPage';

/** Quotes, emphasis, tags and lists in one another. */
const SLOW = [1, 3, 5, 6];

async function show(
  first: RecordView,
  routes: Parameters<typeof fakeServer>[0] = {},
) {
  const server = fakeServer({
    'GET /v1/records/INC-000001': () => ({ body: first }),
    ...routes,
  });
  await renderInTestApp(<RecordPage number="INC-000001" />, server);
  await screen.findByRole('heading', { name: first.title });
  return server;
}

describe('the record page', () => {
  beforeEach(() => localStorage.clear());

  it('draws the actions that the server offers, and why others are refused', async () => {
    await show(
      record({
        actions: [
          { name: 'acknowledge', refused: { code: 'actor_is_requester' } },
          { name: 'start' },
          { name: 'hold' },
        ],
      }),
    );
    expect(screen.getByRole('button', { name: 'Start work' })).toBeEnabled();
    await userEvent.click(screen.getByRole('button', { name: 'More actions' }));
    expect(
      await screen.findByRole('menuitem', { name: 'Put on hold' }),
    ).toBeInTheDocument();
    const refused = screen.getByRole('menuitem', { name: /Acknowledge/ });
    expect(refused).toHaveAttribute('aria-disabled', 'true');
    expect(refused).toHaveTextContent(
      'You reported it; somebody else acknowledges it.',
    );
  });

  it('says what is missing where the app has no view of the kind', async () => {
    const server = fakeServer({
      'GET /v1/records/INC-000001': () => ({ body: record({ kind: 'risk' }) }),
    });
    await renderInTestApp(<RecordPage number="INC-000001" />, server);
    expect(
      await screen.findByText(/no page for records of the kind risk/),
    ).toBeInTheDocument();
  });

  it('of a closed incident reports the same once more, and the new one holds the link', async () => {
    const readOnly = {
      edit: false,
      comment: true,
      commentInternally: false,
      consent: false,
      watch: true,
    };
    const again = record({ number: 'INC-000002' });
    const { requests } = await show(
      record({ state: 'closed', phase: 'done', can: readOnly, actions: [] }),
      {
        'GET /v1/settings': () => ({ body: settings() }),
        'GET /v1/similar': () => ({ body: { items: [] } }),
        'POST /v1/incidents': () => ({ status: 201, body: again }),
        'POST /v1/incidents/INC-000002/links': () => ({ body: again }),
      },
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Report again' }),
    );
    const dialog = await screen.findByRole('dialog');
    await userEvent.click(
      within(dialog).getByRole('button', { name: /Report|Create|Send/ }),
    );
    const sent = (path: string) =>
      requests.find(r => r.method === 'POST' && r.path === path)?.body;
    await waitFor(() =>
      expect(sent('/v1/incidents/INC-000002/links')).toEqual({
        role: 'relatedTo',
        target: 'record',
        ref: 'INC-000001',
      }),
    );
    const { title, description, impact, urgency, entities } = record();
    expect(sent('/v1/incidents')).toMatchObject({
      title,
      description,
      impact,
      urgency,
      entities,
    });
  });

  it('does not offer that of one that is not closed', async () => {
    const { drawn } = await show(record(), {
      'GET /v1/settings': () => ({ body: settings() }),
    });
    await drawn('/v1/settings');
    expect(
      screen.queryByRole('button', { name: 'Report again' }),
    ).not.toBeInTheDocument();
  });

  it('offers nothing when the server offers nothing', async () => {
    await show(
      record({
        actions: [],
        can: {
          edit: false,
          comment: false,
          commentInternally: false,
          consent: false,
          watch: false,
        },
      }),
    );
    expect(
      screen.queryByRole('button', { name: 'More actions' }),
    ).not.toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: 'Edit' }),
    ).not.toBeInTheDocument();
    expect(
      screen.queryByRole('textbox', { name: 'Comment' }),
    ).not.toBeInTheDocument();
  });

  const MUTE = {
    actions: [],
    can: {
      edit: false,
      comment: false,
      commentInternally: false,
      consent: false,
      watch: false,
    },
  };

  it.each([
    [
      'the installation is read-only',
      { ...MUTE },
      settings({ readOnly: true }),
      'This installation is read-only: nothing can be changed now.',
    ],
    [
      'the reader may only read',
      { ...MUTE, can: { ...MUTE.can, watch: true } },
      settings({ permissions: [] }),
      'You may read this record, but not change it.',
    ],
  ])(
    'has no button that would be refused, and says why, when %s',
    async (...given) => {
      const [, patch, installation, why] = given;
      await show(record(patch), {
        'GET /v1/settings': () => ({ body: installation }),
      });
      expect(await screen.findByText(why)).toBeInTheDocument();
      expect(screen.queryByRole('textbox')).not.toBeInTheDocument();
      const buttons = screen.queryAllByRole('button').map(b => b.textContent);
      expect(buttons.filter(Boolean)).toEqual(patch.can.watch ? ['Watch'] : []);
    },
  );

  it('keeps what was typed when somebody else was faster, and applies it to their version', async () => {
    const theirs = record({
      version: 2,
      title: 'Theirs',
      impact: 'low',
      priority: 4,
    });
    const { requests } = await show(record(), {
      'PATCH /v1/incidents/INC-000001': ({ headers, body }) =>
        headers['if-match'] === '"2"'
          ? { body: { ...theirs, ...body, version: 3 } }
          : refusal(412, 'stale_version', { current: theirs }),
    });
    await userEvent.click(screen.getByRole('button', { name: 'Edit' }));
    const title = await findField(/^Title/);
    await userEvent.clear(title);
    await write(title, 'Mine');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));

    expect(
      await screen.findByText('Somebody else was faster'),
    ).toBeInTheDocument();
    const versions = within(screen.getByRole('table')).getByRole('row', {
      name: /Title/,
    });
    expect(versions).toHaveTextContent('Payments time out');
    expect(versions).toHaveTextContent('Theirs');
    expect(versions).toHaveTextContent('Mine');
    expect(field(/^Title/)).toHaveValue('Mine');

    await userEvent.click(screen.getByRole('button', { name: /Apply mine/ }));
    expect(
      await screen.findByRole('heading', { name: 'Mine' }),
    ).toBeInTheDocument();
    // What the other changed and I did not touch stays theirs
    expect(requests.filter(r => r.method === 'PATCH').at(-1)?.body).toEqual({
      title: 'Mine',
    });
  });

  it('sends an internal note only as such', async () => {
    const { requests } = await show(record(), {
      'POST /v1/incidents/INC-000001/comments': () => ({ body: record() }),
    });
    await write(field(/^Comment/), 'Between us');
    await userEvent.click(screen.getByRole('radio', { name: 'Internal' }));
    expect(
      screen.getByText('The requester never sees an internal note.'),
    ).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'Add internal note' }),
    );
    await waitFor(() =>
      expect(requests.find(r => r.path.endsWith('/comments'))?.body).toEqual({
        text: 'Between us',
        audience: 'internal',
      }),
    );
    await waitFor(() => expect(field(/^Comment/)).toHaveValue(''));
  });

  it('loads no foreign image and runs no script', async () => {
    await show(
      record({
        description:
          '![spy](https://spy.example/x.png) <img src="https://spy.example/y.png" onerror="alert(1)"> <script>alert(1)</script>',
      }),
    );
    expect(screen.getByText('https://spy.example/x.png')).toBeInTheDocument();
    const images = [...document.querySelectorAll('img')].map(i =>
      i.getAttribute('src'),
    );
    expect(images.filter(src => !src?.startsWith('data:'))).toEqual([]);
    expect(document.querySelector('script')).toBeNull();
  });

  it('shows a link that leads neither to a page nor to mail as text, and stays', async () => {
    await show(
      record({
        description:
          '[chat](irc://chat.example/x) [call](xmpp:a@b.example) [page](https://shop.example/x) [mail](mailto:a@b.example) [path](../a?b=c:d)',
      }),
    );
    const [text] = await screen.findAllByText(/chat/, { selector: 'p' });
    const links = [...text.querySelectorAll('a')];
    expect(links.map(link => link.protocol)).toEqual([
      'https:',
      'mailto:',
      'http:',
    ]);
    expect(text).toHaveTextContent(/chat call page/);
  });

  it('says that it is missing without telling whether it exists', async () => {
    const server = fakeServer({
      'GET /v1/records/INC-000009': () => refusal(404, 'not_found'),
    });
    await renderInTestApp(<RecordPage number="INC-000009" />, server);
    expect(await screen.findByText('Not found')).toBeInTheDocument();
  });

  it('goes on when one of its parts cannot be drawn', async () => {
    jest.spyOn(console, 'error').mockImplementation(() => {});
    const broken = { role: 'affected', target: 'entity', incoming: false };
    await show(record({ links: [{ ...broken, ref: ':/' } as any] }));
    expect(
      screen.getAllByText("This part of the page can't be shown."),
    ).toHaveLength(1);
    expect(screen.getByText('Every second one.')).toBeInTheDocument();
    expect(screen.getByText('Timeline')).toBeInTheDocument();
    jest.restoreAllMocks();
  });

  it.each(['https://our wiki', 'data:text/html,x', '2026-11-28T10:12 down'])(
    'shows %s as text where it should be an address, an instant or a topic',
    async text => {
      const named = {
        runUrl: text,
        revision: text,
        actualStart: text,
        plannedStart: text,
        deployer: text,
      };
      await show(record({ kind: 'change', category: text, fields: named }));
      expect(
        screen.queryByText("This part of the page can't be shown."),
      ).not.toBeInTheDocument();
      const shown = screen.getAllByText(text);
      expect(shown.length).toBeGreaterThanOrEqual(6);
      expect(document.querySelector(`a[href^="${text}"]`)).toBeNull();
    },
  );

  it('shows markdown that would stop the page as it was written', async () => {
    for (const [index, description] of HOSTILE_BULK.entries()) {
      expect([index, isTooIntricate(`a\n\n${description}`)]).toEqual([
        index,
        SLOW.includes(index),
      ]);
    }
    const quote = '>'.repeat(20_000);
    await show(record({ description: quote }));
    expect(screen.getByText(quote)).toBeInTheDocument();
  });
});
