import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { fakeServer } from '../__testing__/fakeServer';
import { MapDialog } from './MapDialog';

const deployment = {
  instance: 'github',
  repository: 'acme/checkout.git',
} as any;

const component = (name: string) => ({
  apiVersion: 'v1',
  kind: 'Component',
  metadata: { namespace: 'default', name },
});

const start = async (
  catalog: string[],
  answer: object = { mapped: 2, alias: { state: 'active' } },
) => {
  const server = fakeServer({
    'POST /v1/mappings': () => ({ body: answer }),
  });
  const asked: any[] = [];
  const apis = server.apis.filter(([ref]: any) => ref !== catalogApiRef);
  apis.push([
    catalogApiRef,
    {
      queryEntities: async (query: any) => {
        asked.push(query);
        const found = query.fullTextFilter ? catalog : [];
        return { items: found.map(component), totalItems: 0, pageInfo: {} };
      },
    },
  ]);
  const onClose = jest.fn();
  await renderInTestApp(
    <MapDialog deployment={deployment} onMapped={() => {}} onClose={onClose} />,
    { ...server, apis },
  );
  return { ...server, asked, onClose };
};

const suggestions = async () =>
  within(
    await screen.findByRole('group', { name: 'Similar names in the catalog' }),
  );
const mapButton = () => screen.getByRole('button', { name: 'Map' });

it('maps to the entity that is called as the repository with one click, and says what that means', async () => {
  const { requests, toasts, asked, onClose } = await start([
    'checkout-worker',
    'checkout',
  ]);
  expect(
    screen.getByText(/every deployment of acme\/checkout.git that github/),
  ).toBeVisible();
  await suggestions();
  expect(
    asked.some(({ fullTextFilter: f }: any) => f?.term === 'checkout'),
  ).toBe(true);
  await userEvent.click(mapButton());
  await waitFor(() => expect(onClose).toHaveBeenCalled());
  expect(requests.at(-1)!.body).toEqual({
    instance: 'github',
    repository: 'acme/checkout.git',
    entities: ['component:default/checkout'],
  });
  expect(toasts).toEqual(['2 deployments of acme/checkout.git filed']);
});

it('chooses none of several for somebody, and offers them', async () => {
  const { requests, toasts, onClose } = await start(
    ['checkout-api', 'checkout-worker'],
    { mapped: 0, alias: { state: 'awaiting_approval' } },
  );
  const offered = await suggestions();
  expect(mapButton()).toBeDisabled();
  await userEvent.click(
    offered.getByRole('button', { name: 'Add checkout-worker' }),
  );
  await userEvent.click(mapButton());
  await waitFor(() => expect(onClose).toHaveBeenCalled());
  expect(requests.at(-1)!.body.entities).toEqual([
    'component:default/checkout-worker',
  ]);
  expect(toasts).toEqual([
    'The alias for acme/checkout.git is waiting for somebody else to approve it',
  ]);
});
