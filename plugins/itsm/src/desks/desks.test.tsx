import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  fakeServer,
  record,
  settings,
  summary,
} from '../__testing__/fakeServer';
import { KindRecords } from '../list/KindRecords';
import { RecordPage } from '../record/RecordPage';

const IT = { name: 'it', title: 'IT', titles: {}, confidential: false };
const HR = {
  name: 'hr',
  title: 'People',
  titles: { de: 'Personal' },
  confidential: true,
};

const serverWith = (desks: object[], asked: URLSearchParams[] = []) =>
  fakeServer({
    'GET /v1/settings': () => ({ body: settings({ desks: desks as any }) }),
    'GET /v1/incidents': ({ query }) => {
      asked.push(query);
      return { body: { items: [summary()], nextCursor: null } };
    },
    'GET /v1/records/INC-000001': () => ({ body: record({ desk: 'hr' }) }),
  });

describe('desks', () => {
  it('narrow a list where there are several', async () => {
    const asked: URLSearchParams[] = [];
    await renderInTestApp(
      <KindRecords kind="incident" entity="component:default/payments" />,
      serverWith([IT, HR], asked),
    );
    await userEvent.click(await screen.findByRole('button', { name: /Desk/ }));
    await userEvent.click(
      await screen.findByRole('option', { name: 'People' }),
    );
    await waitFor(() => expect(asked.at(-1)?.get('desk')).toBe('hr'));
  });

  it.each([
    ['are said of a record', [IT, HR], 1],
    ['are not mentioned where there is one', [IT], 0],
  ])('%s', async (_what, desks, lines) => {
    const server = serverWith(desks);
    await renderInTestApp(<RecordPage number="INC-000001" />, server);
    await screen.findByRole('heading', { name: record().title });
    await server.drawn('/v1/settings');
    expect(screen.queryAllByText('Desk')).toHaveLength(lines);
    expect(screen.queryAllByText('People')).toHaveLength(lines);
  });
});
