import '../__testing__/wideWindow';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { EntryView } from 'backstage-plugin-itsm-common';
import { fakeServer, record, settings } from '../__testing__/fakeServer';
import { findField, write } from '../__testing__/write';
import { AttachmentsPanel } from '../record/AttachmentsPanel';
import { Timeline } from './Timeline';
import { redactableOf, withRedactions } from './redactableOf';

const line = (over: Partial<EntryView>): EntryView => ({
  id: 'e1',
  seq: 2,
  at: '2026-01-05T09:00:00.000Z',
  actor: { type: 'user', ref: 'user:default/eddie' },
  verb: 'commented',
  audience: 'public',
  body: { text: 'The password is walrus' },
  ...over,
});
const redaction = line({
  id: 'e9',
  seq: 9,
  verb: 'redacted',
  actor: { type: 'user', ref: 'user:default/adam' },
  body: { of: 'e1', what: 'comment' },
});
const edited = (fields: object, over: Partial<EntryView> = {}) =>
  line({ verb: 'edited', body: { fields }, ...over });

async function show(
  items: EntryView[],
  o: { permissions?: string[]; attachments?: any[] } = {},
) {
  const shown = record({
    timeline: { items, nextCursor: null },
    attachments: o.attachments ?? [],
  });
  const changed = jest.fn();
  const server = fakeServer({
    'GET /v1/settings': () => ({
      body: settings({ permissions: o.permissions ?? [] }),
    }),
    [`POST /v1/incidents/${shown.number}/redactions`]: () => ({ body: shown }),
  });
  await renderInTestApp(
    <>
      <Timeline record={shown} onChanged={changed} />
      <AttachmentsPanel record={shown} onChanged={changed} />
    </>,
    server,
  );
  return { ...server, changed };
}
const sent = (requests: any[]) =>
  requests.find(({ method }) => method === 'POST')?.body;

describe('redacting', () => {
  it('an author redacts a comment, after being asked once more', async () => {
    const { requests, changed, toasts } = await show([
      line({ redactable: ['comment'] }),
    ]);
    await userEvent.click(
      await screen.findByRole('button', { name: 'More for this entry' }),
    );
    await userEvent.click(
      await screen.findByRole('menuitem', { name: 'Redact comment…' }),
    );
    await write(await findField(/Reason/), 'A password');
    expect(sent(requests)).toBeUndefined();
    await userEvent.click(
      within(screen.getByRole('dialog')).getByRole('button', {
        name: 'Redact',
      }),
    );
    await waitFor(() => expect(changed).toHaveBeenCalled());
    expect(sent(requests)).toEqual({ entry: 'e1', reason: 'A password' });
    expect(toasts).toEqual(['Redacted']);
  });

  it('offers nothing to others, and to administrators what is left', async () => {
    const { drawn } = await show([line({})]);
    await drawn('/v1/settings');
    expect(
      screen.queryByRole('button', { name: 'More for this entry' }),
    ).toBeNull();
    const of = (entry: EntryView) => redactableOf(entry, true);
    expect(of(line({}))).toEqual(['comment']);
    expect(of(line({ verb: 'attached', body: {} }))).toEqual(['file']);
    expect(
      of(line({ redacted: { by: 'user:default/adam', at: line({}).at } })),
    ).toEqual([]);
    expect(of(line({ verb: 'moved' }))).toEqual([]);
    expect(
      of(
        edited({
          title: ['a', 'b'],
          category: [null, 'x'],
          description: [{ redacted: true }, 'x'],
        }),
      ),
    ).toEqual(['title']);
  });

  it('an administrator redacts the old value of a field and a file', async () => {
    const file = {
      id: 'f1',
      name: 'keys.txt',
      contentType: 'text/plain',
      size: 3,
      createdAt: line({}).at,
      createdBy: 'user:default/eddie',
    };
    const { requests } = await show([edited({ title: ['walrus', 'b'] })], {
      permissions: ['itsm.record.redact'],
      attachments: [file],
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'More for this entry' }),
    );
    await userEvent.click(
      await screen.findByRole('menuitem', {
        name: 'Redact old value of Title…',
      }),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Redact' }),
    );
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(sent(requests)).toEqual({ entry: 'e1', field: 'title' });
    await userEvent.click(
      screen.getByRole('button', { name: 'Redact keys.txt' }),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Redact' }),
    );
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(requests.filter(({ method }) => method === 'POST')[1].body).toEqual({
      attachment: 'f1',
    });
  });

  it('says who redacted what, and when, and shows nothing of it', async () => {
    const redacted = { by: 'user:default/adam', at: line({}).at };
    await show([
      redaction,
      edited(
        { title: [{ redacted: true }, 'b'] },
        { id: 'e2', seq: 3, redacted },
      ),
      line({ body: {}, redacted }),
    ]);
    expect(await screen.findAllByText(/^Redacted by/)).toHaveLength(2);
    expect(screen.getByRole('link', { name: 'a comment' })).toHaveAttribute(
      'href',
      expect.stringContaining('#e-e1'),
    );
    expect(screen.getAllByText('redacted').length).toBeGreaterThan(0);
  });

  it('is known of entries that were loaded before it', () => {
    expect(withRedactions([redaction, line({})])[1]).toMatchObject({
      body: {},
      redacted: { by: 'user:default/adam' },
    });
    const ofField = line({
      ...redaction,
      body: { of: 'e1', what: 'field', field: 'title' },
    });
    expect(
      withRedactions([ofField, edited({ title: ['walrus', 'b'] })])[1].body,
    ).toEqual({ fields: { title: [{ redacted: true }, 'b'] } });
  });
});
