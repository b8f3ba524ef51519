import {
  PageBlueprint,
  createFrontendPlugin,
  createTranslationRef,
} from '@backstage/frontend-plugin-api';
import {
  createExtensionTester,
  renderTestApp,
} from '@backstage/frontend-test-utils';
import { SearchFilterResultTypeBlueprint } from '@backstage/plugin-search-react/alpha';
import { screen } from '@testing-library/react';
import { kindViewsApiRef, type KindView } from 'backstage-plugin-itsm-react';
import { fakeServer, settings, summary } from '../__testing__/fakeServer';
import itsmPlugin from '../plugin';
import { resultType } from '../search/extensions';
import { kindModule, type KindModuleOptions } from './createKindModule';

const view: KindView = {
  definition: () => {
    throw new Error('Nothing here opens a form');
  },
  prioritized: false,
  columns: [],
  facts: () => [],
  panels: [],
  nextActions: [],
  actions: {},
  createOrder: ['title'],
  editOrder: ['title'],
  fields: {},
};

const outages = {
  kind: 'outage',
  plural: 'outages',
  prefix: 'OUT',
  title: 'Outages',
  tab: true,
  entityTab: true,
  texts: { new: 'Announce outage', 'state.planned': 'Planned' },
  load: async () => view,
};

const serverOf = () =>
  fakeServer({
    'GET /v1/settings': () => ({
      body: settings({ permissions: ['itsm.outage.create'] }),
    }),
    'GET /v1/outages': () => ({
      body: {
        items: [
          summary({
            number: 'OUT-000001',
            kind: 'outage',
            state: 'planned',
            title: 'The bank is away on Sunday',
          }),
        ],
        nextCursor: null,
      },
    }),
  });

const show = (modules = {}, app = {}, options: KindModuleOptions = outages) =>
  renderTestApp({
    features: [itsmPlugin, kindModule(options)],
    initialRouteEntries: ['/itsm/outages'],
    config: { app, itsm: { modules } },
    // The plugin's own knows the views of modules
    apis: serverOf().apis.filter(([ref]: any) => ref !== kindViewsApiRef),
  });

it('shows a kind from outside beside those that ship', async () => {
  show();
  expect(
    await screen.findByText('The bank is away on Sunday'),
  ).toBeInTheDocument();
  expect(screen.getByText('Planned')).toBeInTheDocument();
  expect(screen.getByRole('button', { name: 'Announce outage' })).toBeVisible();
  expect(screen.getByRole('tab', { name: 'Outages' })).toBeInTheDocument();
});

it('lists a kind under the tabs that its view names', async () => {
  show({}, {}, { ...outages, under: ['incidents'] });
  expect(
    await screen.findByText('The bank is away on Sunday'),
  ).toBeInTheDocument();
  expect(
    screen.getByRole('tab', { name: 'Incidents', selected: true }),
  ).toBeVisible();
  expect(screen.queryByRole('tab', { name: 'Outages' })).toBeNull();
  expect(screen.getByRole('link', { name: 'Outages' })).toHaveAttribute(
    'aria-current',
    'page',
  );
});

describe('for somebody who reads German', () => {
  const texts = createTranslationRef({
    id: 'plugin.outages',
    messages: { title: 'Outages' },
    translations: { de: async () => ({ default: { title: 'Ausfälle' } }) },
  });
  const title = { ref: texts, key: 'title', T: undefined } as const;
  const german = {
    extensions: [
      {
        'api:app/app-language': {
          config: { availableLanguages: ['en', 'de'] },
        },
      },
    ],
  };

  // Where Backstage keeps the choice
  beforeEach(() => localStorage.setItem('language', 'de'));
  afterEach(() => localStorage.removeItem('language'));

  it('a tab has the title that the module translates', async () => {
    show({}, german, { ...outages, title });
    expect(
      await screen.findByRole('tab', { name: 'Ausfälle' }),
    ).toBeInTheDocument();
    expect(
      await screen.findByText('The bank is away on Sunday'),
    ).toBeInTheDocument();
  });

  it('a type of search results has it, too', async () => {
    const { name } = createExtensionTester(resultType('outage', title)).get(
      SearchFilterResultTypeBlueprint.dataRefs.resultType,
    );
    const types = PageBlueprint.make({
      params: { path: '/types', loader: async () => <p>{name}</p> },
    });
    renderTestApp({
      features: [
        createFrontendPlugin({ pluginId: 'types', extensions: [types] }),
      ],
      initialRouteEntries: ['/types'],
      config: { app: german },
    });
    expect(await screen.findByText('Ausfälle')).toBeInTheDocument();
  });
});

it('leaves out what the configuration switches off', async () => {
  show({ change: false, problem: false });
  expect(
    await screen.findByRole('tab', { name: 'Outages' }),
  ).toBeInTheDocument();
  const tabs = screen.getAllByRole('tab').map(tab => tab.textContent);
  expect(tabs).toEqual([
    'My work',
    'Incidents',
    'Requests',
    'Knowledge',
    'Outages',
  ]);
});

it('calls a tab what the configuration of the app calls it', async () => {
  const title = 'Disruptions';
  show(
    {},
    { extensions: [{ 'sub-page:itsm/incidents': { config: { title } } }] },
  );
  expect(await screen.findByRole('tab', { name: title })).toBeInTheDocument();
  expect(screen.queryByRole('tab', { name: 'Incidents' })).toBeNull();
  expect(screen.getByRole('tab', { name: 'Problems' })).toBeInTheDocument();
});
