import {
  definitionView,
  ID,
  ROOT,
  showDefinitions,
  SPEC,
} from '../__testing__/definitionPages';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { refusal } from '../../../__testing__/fakeServer';
import { field, findField, write } from '../../../__testing__/write';

const match = (number: number) => ({
  kind: 'record',
  ref: `INC-${String(number).padStart(6, '0')}`,
  title: `Record ${number}`,
});

const preview = (count: number, capped = false) => ({
  body: {
    problems: [],
    matches: Array.from({ length: count }, (_, index) => match(index + 1)),
    examined: 20,
    capped,
    explanation: [{ code: 'routing_category', params: { category: 'x' } }],
  },
});

const save = () => screen.getByRole('button', { name: 'Save draft' });

describe('the form of a routing rule', () => {
  beforeEach(() => localStorage.clear());

  it('says what is missing, previews what would match, and saves', async () => {
    const asked: any[] = [];
    const made: any[] = [];
    await showDefinitions('/new', {
      [`POST ${ROOT}/preview`]: ({ body }) => {
        asked.push(body.spec);
        return preview(12, true);
      },
      [`POST ${ROOT}`]: ({ body }) => {
        made.push(body);
        return { status: 201, body: definitionView() };
      },
      [`GET ${ROOT}/${ID}`]: () => ({ body: definitionView() }),
      [`GET ${ROOT}/${ID}/versions`]: () => ({
        body: { items: [], nextCursor: null, intact: true },
      }),
    });
    await write(await findField(/^Name/), 'Orphans');
    expect(screen.getByText(/Add at least one condition/)).toBeVisible();
    expect(save()).toBeDisabled();
    await userEvent.click(
      screen.getByRole('button', { name: 'Add condition' }),
    );
    expect(
      screen.getByText('Kind of record: Enter a value that fits.'),
    ).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: /Value/ }));
    await userEvent.click(screen.getByRole('option', { name: 'Incident' }));
    expect(
      screen.getByText('Choose a group or a desk, or enter a category.'),
    ).toBeVisible();
    expect(asked).toEqual([]);
    await write(field(/Category/), 'search');
    expect(
      await screen.findByText('12 of 20 open records without an owner match.'),
    ).toBeVisible();
    expect(screen.getByText('Only the newest 20 were checked.')).toBeVisible();
    expect(screen.getAllByText(/^Record \d/)).toHaveLength(10);
    await userEvent.click(screen.getByRole('button', { name: '+2 more' }));
    expect(screen.getAllByText(/^Record \d/)).toHaveLength(12);
    const spec = {
      order: 100,
      when: { 'record.kind': 'incident' },
      category: 'search',
    };
    expect(asked).toEqual([spec]);
    await userEvent.click(save());
    await waitFor(() =>
      expect(made).toEqual([{ name: 'Orphans', ownerGroup: null, spec }]),
    );
    expect(
      await screen.findByRole('heading', { name: 'Orphans' }),
    ).toBeVisible();
  });

  it('asks once for what was typed in one go, and gives up what it asked before', async () => {
    const asked: any[] = [];
    await showDefinitions(`/${ID}/edit`, {
      [`GET ${ROOT}/${ID}`]: () => ({ body: definitionView() }),
      [`POST ${ROOT}/preview`]: ({ body }) => {
        asked.push(body.spec.category);
        return preview(1);
      },
    });
    await userEvent.type(await findField(/Category/), 'abc');
    await waitFor(() => expect(asked.at(-1)).toBe('abc'));
    expect(asked.filter(each => each?.length < 3)).toEqual([]);
  });

  it('keeps what was typed when somebody else was faster, and shows both', async () => {
    const sent: any[] = [];
    await showDefinitions(`/${ID}/edit`, {
      [`GET ${ROOT}/${ID}`]: () => ({ body: definitionView() }),
      [`GET ${ROOT}/${ID}/versions`]: () => ({
        body: { items: [], nextCursor: null, intact: true },
      }),
      [`POST ${ROOT}/preview`]: () => preview(0),
      [`PATCH ${ROOT}/${ID}`]: ({ body, headers }) => {
        sent.push([headers['if-match'], body.spec]);
        return sent.length === 1
          ? refusal(412, 'stale_version', {
              current: definitionView({
                version: 4,
                spec: { ...SPEC, order: 77 },
              }) as any,
            })
          : { body: definitionView({ version: 5 }) };
      },
    });
    await write(await findField(/Category/), 'mine');
    await userEvent.click(save());
    const apply = await screen.findByRole('button', {
      name: 'Apply mine to the current version',
    });
    expect(screen.getByText('Somebody else was faster')).toBeVisible();
    expect(screen.getAllByRole('row').map(row => row.textContent)).toContain(
      'Order1077–',
    );
    expect(field(/Category/)).toHaveValue('mine');
    await userEvent.click(apply);
    await waitFor(() =>
      expect(sent).toEqual([
        ['"3"', { ...SPEC, category: 'mine' }],
        ['"4"', { ...SPEC, category: 'mine', order: 77 }],
      ]),
    );
  });

  it('edits as text what rows can not say', async () => {
    const when = {
      $not: { $all: [{ 'record.kind': 'x' }, { 'record.desk': 'y' }] },
    };
    await showDefinitions(`/${ID}/edit`, {
      [`GET ${ROOT}/${ID}`]: () => ({
        body: definitionView({ spec: { ...SPEC, when } }),
      }),
      [`POST ${ROOT}/preview`]: () => preview(0),
    });
    const source = await findField(/Condition as JSON/);
    expect(JSON.parse(source.value)).toEqual(when);
    await userEvent.clear(source);
    await write(source, '{"record.kind": ');
    expect(screen.getByText(/This is not valid JSON yet/)).toBeVisible();
    expect(save()).toBeDisabled();
  });

  it('is not there for one who may only read', async () => {
    await showDefinitions('/new', {}, { permissions: ['itsm.routing.read'] });
    expect(
      await screen.findByText(/You may read this definition/),
    ).toBeVisible();
    expect(screen.queryByRole('textbox')).toBeNull();
  });
});
