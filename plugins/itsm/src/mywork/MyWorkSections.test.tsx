import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import { fakeServer, summary } from '../__testing__/fakeServer';
import { MyWorkSections } from './MyWorkSections';

const none = {
  items: [],
  nextCursor: null,
  count: { value: 0, capped: false },
};

async function show(work: object) {
  const server = fakeServer({
    'GET /v1/my-work': () => ({
      body: {
        approvals: none,
        assigned: none,
        team: none,
        requested: none,
        ...work,
      },
    }),
  });
  await renderInTestApp(<MyWorkSections />, server);
  return server;
}

it('asks once for all that somebody owes, decides and waits for', async () => {
  const { requests } = await show({
    assigned: {
      items: [summary({ title: 'Payments are slow' })],
      nextCursor: 'x',
      count: { value: 13, capped: false },
    },
  });
  expect(await screen.findByText('Payments are slow')).toBeInTheDocument();
  expect(screen.getByText('12 more')).toBeInTheDocument();
  expect(
    screen.getByText('Nobody waits for a decision of yours.'),
  ).toBeInTheDocument();
  expect(requests.filter(({ path }) => path === '/v1/my-work')).toHaveLength(1);
});
