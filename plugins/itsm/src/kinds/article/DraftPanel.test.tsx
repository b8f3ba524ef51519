import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import { fakeServer, record } from '../../__testing__/fakeServer';
import { DraftPanel } from './DraftPanel';

const AT = Date.UTC(2027, 4, 3, 12);

async function show(draft?: object) {
  const server = fakeServer({});
  const shown = record({
    kind: 'article',
    fields: {
      validTo: '2026-01-05T09:00:00.000Z',
      draft: draft && {
        title: 'Restart',
        description: 'Pull it',
        version: '1.01',
        state: 'review',
        ...draft,
      },
    },
  });
  await renderInTestApp(<DraftPanel record={shown} />, server);
}

it.each([
  ['in milliseconds', AT],
  ['as a word', new Date(AT).toISOString()],
])('shows until when the next version is valid, %s', async (_, validTo) => {
  await show({ validTo });
  const label = await screen.findByText(/Valid until/);
  expect(label.querySelector('time')).toHaveAttribute(
    'datetime',
    new Date(AT).toISOString(),
  );
});

it('says what a date that was taken away means', async () => {
  await show({ validTo: null });
  expect(await screen.findByText(/Valid until/)).toHaveTextContent(
    'Valid until: a year after it is published',
  );
});

it('says nothing of a date that stays as it is', async () => {
  await show({});
  expect(await screen.findByText('Restart')).toBeInTheDocument();
  expect(screen.queryByText(/Valid until/)).not.toBeInTheDocument();
});
