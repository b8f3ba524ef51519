import {
  definitionView,
  ID,
  ROOT,
  showDefinitions,
  SPEC,
  versionView,
} from './__testing__/definitionPages';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { refusal } from '../../__testing__/fakeServer';
import { field, write } from '../../__testing__/write';

const versions = (items = [versionView({})], intact = true) => ({
  body: { items, nextCursor: null, intact },
});

const show = (
  definition = definitionView(),
  more: Parameters<typeof showDefinitions>[1] = {},
) =>
  showDefinitions(`/${ID}`, {
    [`GET ${ROOT}/${ID}`]: () => ({ body: definition }),
    [`GET ${ROOT}/${ID}/versions`]: () => versions(),
    ...more,
  });

describe('the page of a routing rule', () => {
  it('says in words what it does, and what stays active beside the draft', async () => {
    await show();
    expect(
      await screen.findByRole('heading', { name: 'Orphans' }),
    ).toBeVisible();
    expect(screen.getByText(/Assigns the record to/)).toBeVisible();
    expect(
      screen.getByText('Name of entity', { exact: false }),
    ).toHaveTextContent('Name of entity is orphan');
    expect(screen.getByRole('note')).toHaveTextContent(
      'Version 2 stays active',
    );
  });

  it('shows each version with what it changed', async () => {
    await show(definitionView(), {
      [`GET ${ROOT}/${ID}/versions`]: () =>
        versions([
          versionView({
            version: 3,
            verb: 'edited',
            actor: 'user:default/chen',
            spec: {
              ...SPEC,
              order: 20,
              when: { $not: { 'record.kind': 'request' } },
            },
          }),
          versionView({ version: 2, verb: 'activated', state: 'active' }),
          versionView({ actor: null }),
        ]),
    });
    await screen.findByText('edited the draft');
    const [edited, activated, created] = screen
      .getAllByRole('listitem')
      .filter(({ textContent }) => /Version \d/.test(textContent!));
    expect(edited).toHaveTextContent('edited the draft');
    const rows = within(edited).getAllByRole('row');
    expect(rows.map(row => row.textContent)).toEqual([
      'FieldBeforeAfter',
      'Applies toName of entity is orphanKind of record is not Request',
      'Order1020',
    ]);
    expect(activated).toHaveTextContent('activated it');
    expect(within(activated).getByText('Active')).toBeVisible();
    expect(created).toHaveTextContent('a deleted person');
  });

  it('shows older versions page by page', async () => {
    await show(definitionView(), {
      [`GET ${ROOT}/${ID}/versions`]: ({ query }) => ({
        body: query.get('cursor')
          ? { items: [versionView({})], nextCursor: null, intact: true }
          : {
              items: [versionView({ version: 2, verb: 'edited' })],
              nextCursor: '2',
              intact: true,
            },
      }),
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Show older versions' }),
    );
    expect(await screen.findByText('created a draft')).toBeVisible();
    expect(
      screen.queryByRole('button', { name: 'Show older versions' }),
    ).toBeNull();
  });

  it('offers exactly the actions of the server, and says why others are refused', async () => {
    const sent: any[] = [];
    const server = await show(definitionView(), {
      [`POST ${ROOT}/${ID}/actions/submit`]: ({ headers }) => {
        sent.push(headers['if-match']);
        return {
          body: definitionView({ state: 'awaiting_approval', version: 4 }),
        };
      },
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'More actions' }),
    );
    const items = screen.getAllByRole('menuitem');
    expect(
      items.map(item => [
        item.textContent,
        item.getAttribute('aria-disabled') === 'true',
      ]),
    ).toEqual([
      ['Retire', false],
      [
        'ApproveYou wrote part of this draft. Ask somebody else to approve it.',
        true,
      ],
      ['RejectNot possible in the state “Draft”.', true],
      ['ActivateSomebody else has to approve this draft first.', true],
    ]);
    await userEvent.keyboard('{Escape}');
    await userEvent.click(
      screen.getByRole('button', { name: 'Request approval' }),
    );
    expect(await screen.findByText('Awaiting approval')).toBeVisible();
    expect(sent).toEqual(['"3"']);
    expect(server.toasts).toEqual(['Approval of Orphans requested']);
  });

  it('restores an older version', async () => {
    const sent: any[] = [];
    await show(definitionView(), {
      [`GET ${ROOT}/${ID}/versions`]: () =>
        versions([
          versionView({ version: 3, verb: 'edited' }),
          versionView({ version: 2, verb: 'edited' }),
          versionView({ spec: { ...SPEC, order: 5 } }),
        ]),
      [`POST ${ROOT}/${ID}/actions/restore`]: ({ body }) => {
        sent.push(body);
        return { body: definitionView({ version: 4 }) };
      },
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Restore version 1' }),
    );
    // Nothing would be different
    expect(
      screen.queryByRole('button', { name: 'Restore version 2' }),
    ).toBeNull();
    await waitFor(() => expect(sent).toEqual([{ version: 1 }]));
  });

  it('asks before it retires, and for the reason when it rejects', async () => {
    const sent: any[] = [];
    const waiting = definitionView({
      state: 'awaiting_approval',
      actions: [{ name: 'approve' }, { name: 'reject' }, { name: 'retire' }],
    });
    await show(waiting, {
      [`POST ${ROOT}/${ID}/actions/reject`]: ({ body }) => {
        sent.push(body);
        return { body: definitionView({ version: 4 }) };
      },
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'More actions' }),
    );
    await userEvent.click(screen.getByRole('menuitem', { name: 'Reject' }));
    const dialog = screen.getByRole('dialog');
    const reject = within(dialog).getByRole('button', { name: 'Reject' });
    expect(reject).toBeDisabled();
    await write(field(/Reason/), 'Why search?');
    await userEvent.click(reject);
    await waitFor(() => expect(sent).toEqual([{ reason: 'Why search?' }]));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('shows what is there now when somebody else was faster', async () => {
    await show(definitionView(), {
      [`POST ${ROOT}/${ID}/actions/submit`]: () =>
        refusal(412, 'stale_version', {
          current: definitionView({
            version: 4,
            state: 'retired',
            activeVersion: null,
            actions: [{ name: 'restore' }],
          }) as any,
        }),
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Request approval' }),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Somebody changed this definition at the same time',
    );
    expect(screen.getByText('Retired')).toBeVisible();
  });

  it('names the file of one that a file brings, and what is wrong with it', async () => {
    await show(
      definitionView({
        file: '/etc/rules.yaml',
        state: 'active',
        actions: [],
        canEdit: false,
        explanation: [],
        spec: { ...SPEC, when: {} },
        problems: [
          { path: 'when', code: 'condition_empty', message: 'x', params: {} },
        ],
      }),
    );
    expect(await screen.findByRole('note')).toHaveTextContent(
      '/etc/rules.yaml',
    );
    expect(screen.getByRole('alert')).toHaveTextContent(
      /Add at least one condition/,
    );
    expect(screen.queryByRole('button')).toBeNull();
    expect(screen.queryByRole('link', { name: 'Edit' })).toBeNull();
    // Its versions are kept as those of all others
    expect(screen.getByText('created a draft')).toBeVisible();
  });

  it('offers no button for what somebody else has to begin', async () => {
    await show(
      definitionView({
        state: 'active',
        actions: [
          { name: 'request_retirement' },
          { name: 'retire', refused: { code: 'approval_needed' } },
        ],
      }),
    );
    await screen.findByRole('link', { name: 'Edit' });
    expect(screen.queryByRole('button', { name: 'Retire' })).toBeNull();
    expect(
      screen.queryByRole('button', { name: 'Request retirement' }),
    ).toBeNull();
  });

  it('says so when its versions were tampered with', async () => {
    await show(definitionView(), {
      [`GET ${ROOT}/${ID}/versions`]: () => versions([versionView({})], false),
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The stored versions differ',
    );
  });
});
