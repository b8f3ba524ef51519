import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, waitFor, within } from '@testing-library/react';
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

it('leads to the lists that have no tab, narrowed to what each part is about', async () => {
  await show({});
  const links = async (part: string) => {
    const panel = screen
      .getByRole('heading', { name: part })
      .closest<HTMLElement>('.bui-Card');
    return within(panel!)
      .queryAllByRole('link')
      .map(link => [link.textContent, link.getAttribute('href')]);
  };
  await screen.findByText('Nobody waits for a decision of yours.');
  await waitFor(async () =>
    expect(await links('Assigned to me')).toEqual([
      ['Tasks', '/itsm/tasks?mine=assignee'],
      ['Reviews', '/itsm/reviews?mine=assignee'],
    ]),
  );
  expect(await links('Waiting for my decision')).toEqual([
    ['Reviews', '/itsm/reviews?mine=approver'],
  ]);
  expect(await links('Most urgent of my teams')).toEqual([
    ['Tasks', '/itsm/tasks?mine=team'],
  ]);
  expect(await links('I asked for')).toEqual([
    ['Reviews', '/itsm/reviews?mine=requester'],
  ]);
});
