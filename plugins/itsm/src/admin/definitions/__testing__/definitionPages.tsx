import '../../../__testing__/wideWindow';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { Route, Routes } from 'react-router-dom';
import type {
  DefinitionSummary,
  DefinitionVersionView,
  DefinitionView,
  SettingsView,
} from 'backstage-plugin-itsm-common';
import { fakeServer, settings } from '../../../__testing__/fakeServer';
import { DefinitionsPage } from '../DefinitionsPage';
import { definitionTypeViews } from '../types';

export const ROOT = '/v1/definitions/routing-rules';
export const ID = '0190a000-0000-7000-8000-000000000001';
export const SPEC = {
  order: 10,
  when: { 'entity.name': 'orphan' },
  group: 'group:default/team-search',
};

const content = {
  id: ID,
  type: 'routing',
  version: 3,
  activeVersion: 2,
  name: 'Orphans',
  ownerGroup: 'group:default/itsm-admins',
  desk: 'it',
  spec: SPEC as Record<string, unknown>,
  file: null,
  problems: [],
  createdAt: '2026-01-01T10:00:00.000Z',
  updatedAt: '2026-01-01T10:00:00.000Z',
  updatedBy: 'user:default/adam',
  canEdit: true,
};

export const definitionSummary = (
  patch: Partial<DefinitionSummary> = {},
): DefinitionSummary => ({ ...content, state: 'draft', actions: [], ...patch });

export const definitionView = (
  patch: Partial<DefinitionView> = {},
): DefinitionView => ({
  ...content,
  state: 'draft',
  actions: [
    { name: 'submit' },
    { name: 'approve', refused: { code: 'own_draft' } },
    {
      name: 'reject',
      refused: { code: 'wrong_state', params: { state: 'draft', from: [] } },
    },
    { name: 'activate', refused: { code: 'approval_needed' } },
    { name: 'retire' },
    { name: 'restore' },
  ],
  explanation: [
    { code: 'routing_group', params: { group: 'group:default/team-search' } },
  ],
  ...patch,
});

export const versionView = (
  patch: Partial<DefinitionVersionView>,
): DefinitionVersionView => ({
  version: 1,
  at: '2026-01-01T10:00:00.000Z',
  actor: 'user:default/adam',
  verb: 'created',
  state: 'draft',
  note: null,
  name: 'Orphans',
  ownerGroup: 'group:default/itsm-admins',
  desk: 'it',
  spec: SPEC,
  hash: 'x',
  ...patch,
});

const BOTH = ['itsm.routing.read', 'itsm.routing.manage'];

/** The pages of routing rules at a path of theirs. */
export async function showDefinitions(
  path: string,
  routes: Parameters<typeof fakeServer>[0],
  allowed: Partial<SettingsView> = { permissions: BOTH },
) {
  const server = fakeServer({
    'GET /v1/settings': () => ({ body: settings(allowed) }),
    ...routes,
  });
  await renderInTestApp(
    <Routes>
      <Route
        path="/rules/*"
        element={<DefinitionsPage view={definitionTypeViews[0]} />}
      />
    </Routes>,
    { ...server, initialRouteEntries: [`/rules${path}`] },
  );
  return server;
}
