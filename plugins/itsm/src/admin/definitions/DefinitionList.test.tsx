import {
  definitionSummary,
  ROOT,
  showDefinitions,
} from './__testing__/definitionPages';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { field, write } from '../../__testing__/write';

const page = (items: object[], nextCursor: string | null = null) => ({
  body: { items, nextCursor },
});

const asked = (server: Awaited<ReturnType<typeof showDefinitions>>) =>
  server.requests
    .filter(({ method, path }) => method === 'GET' && path === ROOT)
    .map(({ query }) => Object.fromEntries(query));

describe('the list of routing rules', () => {
  it('says of each how it stands, who owns it, who changed it, and which a file brings', async () => {
    await showDefinitions('', {
      [`GET ${ROOT}`]: () =>
        page([
          definitionSummary(),
          definitionSummary({
            id: 'x',
            name: 'From file',
            state: 'active',
            file: '/etc/rules.yaml',
            problems: [
              {
                path: 'when',
                code: 'condition_empty',
                message: '',
                params: {},
              },
            ],
          }),
        ]),
    });
    const drafted = await screen.findByRole('row', { name: /Orphans/ });
    for (const text of [
      'Draft',
      '3',
      'Version 2 is active',
      'itsm-admins',
      'adam',
    ]) {
      expect(drafted).toHaveTextContent(text);
    }
    const file = screen.getByRole('row', { name: /From file/ });
    for (const text of ['Active', 'From a file', 'Has problems']) {
      expect(file).toHaveTextContent(text);
    }
  });

  it('keeps filters and pages in its address', async () => {
    const server = await showDefinitions('?state=active&cursor=c1', {
      [`GET ${ROOT}`]: () => page([definitionSummary()], 'c2'),
    });
    await screen.findByText('Orphans');
    expect(asked(server)).toEqual([
      { state: 'active', cursor: 'c1', limit: '20' },
    ]);
    await write(field(/Search by name/), 'orph');
    await waitFor(() =>
      expect(asked(server).at(-1)).toEqual({
        state: 'active',
        q: 'orph',
        limit: '20',
      }),
    );
    await userEvent.click(screen.getByRole('button', { name: /Next/i }));
    await waitFor(() => expect(asked(server).at(-1)?.cursor).toBe('c2'));
  });

  it('says what it means when there is none, and offers the first one', async () => {
    await showDefinitions('', { [`GET ${ROOT}`]: () => page([]) });
    expect(await screen.findByText('No routing rules yet')).toBeVisible();
    const links = screen.getAllByRole('link', { name: 'New routing rule' });
    for (const link of links) {
      expect(link).toHaveAttribute('href', '/rules/new');
    }
  });

  it.each([
    ['may only read', { permissions: ['itsm.routing.read'] }],
    [
      'visits while nothing may be written',
      {
        permissions: ['itsm.routing.read', 'itsm.routing.manage'],
        readOnly: true,
      },
    ],
  ])('offers to change nothing to one who %s', async (_name, allowed) => {
    await showDefinitions(
      '',
      { [`GET ${ROOT}`]: () => page([definitionSummary()]) },
      allowed,
    );
    await screen.findByText('Orphans');
    expect(screen.queryByRole('link', { name: /New/ })).toBeNull();
    await userEvent.click(
      screen.getByRole('button', { name: 'Import or export' }),
    );
    expect(screen.getAllByRole('menuitem')).toHaveLength(1);
  });

  it('asks for nothing without the permission', async () => {
    const server = await showDefinitions('', {}, { permissions: [] });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'itsm.routing.read',
    );
    expect(server.requests.map(({ path }) => path)).toEqual(['/v1/settings']);
  });

  it('shows what an import would do before it does it', async () => {
    const imported: any[] = [];
    const server = await showDefinitions('', {
      [`GET ${ROOT}`]: () => page([definitionSummary()]),
      [`POST ${ROOT}/import`]: ({ body }) => {
        imported.push(body);
        return {
          body: { created: ['New'], changed: ['Orphans'], unchanged: [] },
        };
      },
    });
    await screen.findByText('Orphans');
    await userEvent.click(
      screen.getByRole('button', { name: 'Import or export' }),
    );
    await userEvent.click(
      screen.getByRole('menuitem', { name: 'Import YAML' }),
    );
    await write(field(/YAML/), 'type: routing');
    expect(await screen.findByText(/1 new draft/)).toHaveTextContent('New');
    expect(screen.getByText(/1 changed draft/)).toHaveTextContent('Orphans');
    expect(imported).toEqual([{ yaml: 'type: routing', dryRun: true }]);
    await userEvent.click(screen.getByRole('button', { name: 'Import' }));
    await waitFor(() => expect(server.toasts).toEqual(['2 drafts imported']));
    expect(imported.at(-1)).toEqual({ yaml: 'type: routing' });
  });

  it('hands out YAML', async () => {
    const copied: string[] = [];
    Object.defineProperty(navigator, 'clipboard', {
      configurable: true,
      value: { writeText: async (text: string) => copied.push(text) },
    });
    await showDefinitions('', {
      [`GET ${ROOT}`]: () => page([definitionSummary()]),
      [`GET ${ROOT}/export`]: ({ query }) => ({
        body: { yaml: `content: ${query.get('content')}`, count: 1 },
      }),
    });
    await screen.findByText('Orphans');
    await userEvent.click(
      screen.getByRole('button', { name: 'Import or export' }),
    );
    await userEvent.click(
      screen.getByRole('menuitem', { name: 'Export as YAML' }),
    );
    await userEvent.click(await screen.findByRole('radio', { name: 'Latest' }));
    expect(await screen.findByDisplayValue('content: latest')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Copy' }));
    await waitFor(() => expect(copied).toEqual(['content: latest']));
  });
});
