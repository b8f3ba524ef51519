import {
  ItsmClient,
  type RecordSummary,
  type RecordView,
  type SettingsView,
} from 'backstage-plugin-itsm-common';
import {
  createKindViewsApi,
  itsmApiRef,
  kindViewsApiRef,
  rootRouteRef,
} from 'backstage-plugin-itsm-react';
import {
  catalogApiRef,
  entityPresentationApiRef,
  defaultEntityPresentation,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { toastApiRef } from '@backstage/frontend-plugin-api';
import { builtInKindViews } from '../kinds';

type Answer = { status?: number; body?: unknown };
type Handler = (request: {
  path: string;
  query: URLSearchParams;
  body: any;
  headers: Record<string, string>;
}) => Answer | undefined;

/** Answers the real client's requests, so that URLs, headers and error bodies are part of a test. */
export function fakeServer(routes: Record<string, Handler>) {
  const requests: {
    method: string;
    path: string;
    body: any;
    headers: Record<string, string>;
  }[] = [];
  const fetch = async (input: string, init: RequestInit = {}) => {
    const url = new URL(input.replace('plugin://itsm', 'http://itsm'));
    const method = init.method ?? 'GET';
    const request = {
      method,
      path: url.pathname,
      query: url.searchParams,
      body: typeof init.body === 'string' ? JSON.parse(init.body) : init.body,
      headers: (init.headers ?? {}) as Record<string, string>,
    };
    requests.push(request);
    const handler = routes[`${method} ${url.pathname}`];
    const answer = handler?.(request);
    if (!answer)
      throw new TypeError(`Failed to fetch ${method} ${url.pathname}`);
    return {
      ok: (answer.status ?? 200) < 400,
      status: answer.status ?? 200,
      json: async () => answer.body,
      blob: async () => new Blob([String(answer.body)]),
    } as Response;
  };
  const toasts: string[] = [];
  const apis = [
    [itsmApiRef, new ItsmClient({ fetch })],
    [kindViewsApiRef, createKindViewsApi(builtInKindViews)],
    [
      toastApiRef,
      { post: ({ title }: any) => ({ close: toasts.push(String(title)) }) },
    ],
    [
      catalogApiRef,
      {
        queryEntities: async () => ({ items: [], totalItems: 0, pageInfo: {} }),
      },
    ],
    [
      entityPresentationApiRef,
      {
        forEntity: (entity: any) => {
          const snapshot = defaultEntityPresentation(entity);
          return { snapshot, promise: Promise.resolve(snapshot) };
        },
      },
    ],
  ] as any;
  return {
    apis,
    requests,
    toasts,
    mountedRoutes: {
      '/itsm': rootRouteRef,
      '/catalog/:namespace/:kind/:name': entityRouteRef,
    } as any,
  };
}

export const settings = (patch: Partial<SettingsView> = {}): SettingsView => ({
  matrix: {
    high: { high: 1, medium: 2, low: 3 },
    medium: { high: 2, medium: 3, low: 4 },
    low: { high: 3, medium: 4, low: 5 },
  },
  readOnly: false,
  kinds: [{ name: 'incident', plural: 'incidents' }],
  quietPeriodMinutes: 60,
  maxAttachmentBytes: 1_000_000,
  permissions: ['itsm.incident.create'],
  ...patch,
});

export const summary = (patch: Partial<RecordSummary> = {}): RecordSummary => ({
  number: 'INC-000001',
  kind: 'incident',
  desk: 'it',
  state: 'new',
  phase: 'active',
  version: 1,
  title: 'Payments time out',
  priority: 2,
  impact: 'high',
  urgency: 'medium',
  environment: 'production',
  category: null,
  restricted: false,
  requester: 'user:default/rita',
  assignee: null,
  assignmentGroup: 'group:default/team-a',
  createdAt: '2026-01-01T10:00:00.000Z',
  updatedAt: '2026-01-01T10:00:00.000Z',
  entities: ['component:default/payments'],
  entityCount: 1,
  fields: {},
  actions: [],
  ...patch,
});

export const record = (patch: Partial<RecordView> = {}): RecordView => ({
  ...summary(),
  description: 'Every second one.',
  channel: 'portal',
  openedBy: 'user:default/rita',
  startedAt: null,
  detectedAt: null,
  acknowledgedAt: null,
  mitigatedAt: null,
  resolvedAt: null,
  closedAt: null,
  reopenCount: 0,
  links: [
    {
      role: 'affected',
      target: 'entity',
      ref: 'component:default/payments',
      incoming: false,
    },
  ],
  attachments: [],
  watching: false,
  actions: [{ name: 'start' }],
  can: { edit: true, comment: true, commentInternally: true, watch: true },
  timeline: { items: [], nextCursor: null },
  ...patch,
});

/** An error as the server sends it. */
export const refusal = (
  status: number,
  code: string,
  extra: { params?: object; current?: RecordView } = {},
): Answer => ({
  status,
  body: {
    error: { name: 'Error', message: code, code, params: extra.params ?? {} },
    current: extra.current,
  },
});
