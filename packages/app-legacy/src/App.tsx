import { createApp } from '@backstage/app-defaults';
import { AppRouter, FlatRoutes } from '@backstage/core-app-api';
import {
  AlertDisplay,
  OAuthRequestDialog,
  SidebarPage,
} from '@backstage/core-components';
import { configApiRef, createApiFactory } from '@backstage/core-plugin-api';
import {
  ScmIntegrationsApi,
  scmIntegrationsApiRef,
} from '@backstage/integration-react';
import {
  CatalogEntityPage,
  CatalogIndexPage,
  catalogPlugin,
} from '@backstage/plugin-catalog';
import { SignalsDisplay } from '@backstage/plugin-signals';
import { ItsmPage, itsmPlugin } from 'backstage-plugin-itsm/legacy';
import { Navigate, Route } from 'react-router-dom';
import { DemoSignIn } from './DemoSignIn';
import { EntityPage } from './EntityPage';
import { Navigation } from './Navigation';

const app = createApp({
  plugins: [catalogPlugin, itsmPlugin],
  apis: [
    createApiFactory({
      api: scmIntegrationsApiRef,
      deps: { config: configApiRef },
      factory: ({ config }) => ScmIntegrationsApi.fromConfig(config),
    }),
  ],
  components: { SignInPage: DemoSignIn },
});

/** What an app of the old frontend system needs to show ITSM: one route, and tabs of entities. */
export default app.createRoot(
  <>
    <AlertDisplay />
    <OAuthRequestDialog />
    <SignalsDisplay />
    <AppRouter>
      <SidebarPage>
        <Navigation />
        <FlatRoutes>
          <Route path="/" element={<Navigate to="catalog" />} />
          <Route path="/catalog" element={<CatalogIndexPage />} />
          <Route
            path="/catalog/:namespace/:kind/:name"
            element={<CatalogEntityPage />}
          >
            <EntityPage />
          </Route>
          <Route path="/itsm" element={<ItsmPage />} />
        </FlatRoutes>
      </SidebarPage>
    </AppRouter>
  </>,
);
