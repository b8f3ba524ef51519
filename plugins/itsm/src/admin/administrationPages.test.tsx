import {
  createFrontendModule,
  createTranslationRef,
} from '@backstage/frontend-plugin-api';
import { renderTestApp } from '@backstage/frontend-test-utils';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  AdministrationPageBlueprint,
  kindViewsApiRef,
} from 'backstage-plugin-itsm-react';
import { fakeServer, settings } from '../__testing__/fakeServer';
import itsmPlugin from '../plugin';

const texts = createTranslationRef({
  id: 'plugin.windows',
  messages: { title: 'Freeze windows' },
});

const windows = createFrontendModule({
  pluginId: 'itsm',
  extensions: [
    AdministrationPageBlueprint.make({
      name: 'windows',
      params: {
        path: 'windows',
        title: { ref: texts, key: 'title', T: undefined },
        permissions: ['itsm.window.read', 'itsm.window.manage'],
        loader: async () => <p>Nothing is frozen</p>,
      },
    }),
  ],
});

it('a page that a module brings is one of Administration, for those who may see it', async () => {
  const { apis } = fakeServer({
    'GET /v1/settings': () => ({
      body: settings({ permissions: ['itsm.window.manage'] }),
    }),
  });
  renderTestApp({
    features: [itsmPlugin, windows],
    initialRouteEntries: ['/itsm/incidents'],
    apis: apis.filter(([ref]: any) => ref !== kindViewsApiRef),
  });
  await userEvent.click(
    await screen.findByRole('tab', { name: 'Administration' }),
  );
  expect(await screen.findByText('Nothing is frozen')).toBeVisible();
  expect(screen.getByRole('link', { name: 'Freeze windows' })).toHaveAttribute(
    'aria-current',
    'page',
  );
  // Nor those for which a permission is missing
  await waitFor(() =>
    expect(screen.queryByRole('link', { name: 'Deliveries' })).toBeNull(),
  );
});
