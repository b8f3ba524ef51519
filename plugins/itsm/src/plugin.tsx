import {
  ApiBlueprint,
  PageBlueprint,
  configApiRef,
  coreExtensionData,
  createExtensionInput,
  createFrontendPlugin,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import { HomePageWidgetBlueprint } from '@backstage/plugin-home-react/alpha';
import { RiCustomerService2Line } from '@remixicon/react';
import {
  AdministrationPageBlueprint,
  administrationPageDataRef,
  createKindViewsApi,
  itsmApiRef,
  itsmTitle,
  kindViewDataRef,
  kindViewsApiRef,
  rootRouteRef,
} from 'backstage-plugin-itsm-react';
import { administrationPages } from './admin/administrationPages';
import { createItsmClient } from './clientApi';
import { builtInKindViews } from './kinds';
import { kindExtensions } from './kinds/extensions';
import { incidentExtensions } from './kinds/incident/extensions';
import { itsmTab } from './page/itsmTab';
import { recordResult } from './search/extensions';
import { Title, titleText } from './title/Title';

const clientApi = ApiBlueprint.make({
  name: 'client',
  params: define =>
    define({
      api: itsmApiRef,
      deps: { fetchApi: fetchApiRef },
      factory: createItsmClient,
    }),
});

const kindViewsApi = ApiBlueprint.makeWithOverrides({
  name: 'kind-views',
  inputs: { views: createExtensionInput([kindViewDataRef]) },
  factory: (original, { inputs }) =>
    original(define =>
      define({
        api: kindViewsApiRef,
        deps: { config: configApiRef },
        factory: ({ config }) =>
          createKindViewsApi(
            [
              ...builtInKindViews,
              ...inputs.views.map(view => view.get(kindViewDataRef)),
            ],
            config,
          ),
      }),
    ),
});

const itsmPage = PageBlueprint.makeWithOverrides({
  inputs: {
    administration: createExtensionInput([administrationPageDataRef]),
  },
  factory: (original, { apis, inputs }) => {
    const off = apis.get(kindViewsApiRef)?.switchedOff ?? [];
    const isOn = (path: string) => !off.some(({ plural }) => plural === path);
    const { reactElement, routePath, title, titleTranslation } =
      coreExtensionData;
    const pages = inputs.pages.map(page => ({
      path: page.get(routePath),
      title:
        // Before 1.57 Backstage has no such data
        (titleTranslation && page.get(titleTranslation)) ??
        page.get(title) ??
        page.get(routePath),
      element: page.get(reactElement),
    }));
    return original({
      path: '/itsm',
      title: 'ITSM',
      icon: <RiCustomerService2Line />,
      routeRef: rootRouteRef,
      loader: async () => {
        const { ItsmPages } = await import('./page/ItsmPages');
        return (
          <ItsmPages
            pages={pages.filter(({ path }) => isOn(path))}
            administration={inputs.administration.map(page =>
              page.get(administrationPageDataRef),
            )}
          />
        );
      },
    });
  },
});

const myWorkPage = itsmTab({
  name: 'my-work',
  title: itsmTitle('work.title'),
  loader: () => import('./mywork/MyWorkPage').then(m => <m.MyWorkPage />),
});

/** For the home page; the name is what an app's configuration calls it. */
const myWorkWidget = HomePageWidgetBlueprint.make({
  name: 'my-work',
  params: {
    name: 'ItsmMyWork',
    // What people choose widgets by has to be a text; what is drawn need not
    title: 'My work',
    description: 'Decisions that wait for you, and records assigned to you',
    components: () => import('./mywork/MyWorkWidget'),
    componentProps: { title: <Title of={titleText('work.title')} /> },
    layout: { height: { minRows: 4 }, width: { minColumns: 4 } },
  },
});

/**
 * The plugin for the new frontend system.
 *
 * @public
 */
export default createFrontendPlugin({
  pluginId: 'itsm',
  title: 'ITSM',
  icon: <RiCustomerService2Line />,
  info: { packageJson: () => import('../package.json') },
  routes: { root: rootRouteRef },
  extensions: [
    clientApi,
    kindViewsApi,
    itsmPage,
    myWorkPage,
    myWorkWidget,
    ...kindExtensions,
    ...administrationPages.map(page =>
      AdministrationPageBlueprint.make({ name: page.path, params: page }),
    ),
    ...incidentExtensions,
    recordResult,
  ],
});
