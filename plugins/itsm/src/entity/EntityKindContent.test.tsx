import { EntityProvider } from '@backstage/plugin-catalog-react';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import {
  createKindViewsApi,
  kindViewsApiRef,
} from 'backstage-plugin-itsm-react';
import { fakeServer } from '../__testing__/fakeServer';
import { builtInKindViews } from '../kinds';
import { EntityKindContent } from './EntityKindContent';

const checkout = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'checkout' },
};

it('asks for nothing where its kind is switched off, and says how to switch it on', async () => {
  const config = mockApis.config({
    data: { itsm: { modules: { problem: false } } },
  });
  const server = fakeServer({});
  await renderInTestApp(
    <EntityProvider entity={checkout}>
      <EntityKindContent kind="problem" />
    </EntityProvider>,
    {
      apis: [
        ...server.apis.filter(([ref]: any) => ref !== kindViewsApiRef),
        [kindViewsApiRef, createKindViewsApi(builtInKindViews, config)],
      ] as any,
    },
  );
  expect(
    await screen.findByText('Problems: switched off here'),
  ).toBeInTheDocument();
  expect(screen.getByText(/itsm\.modules\.problem/)).toBeInTheDocument();
  expect(server.requests).toEqual([]);
});
