import { ItsmClient } from 'backstage-plugin-itsm-common';
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
import { WebStorage } from '@backstage/core-app-api';
import { storageApiRef, toastApiRef } from '@backstage/frontend-plugin-api';
import { mockApis } from '@backstage/frontend-test-utils';
import { act, waitFor } from '@testing-library/react';
import { builtInKindViews } from '../kinds';
import type { Answer } from './answers';

export * from './answers';

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
    query: URLSearchParams;
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
    // As in a real app: what one rendering stores, the next one finds
    [storageApiRef, WebStorage.create({ errorApi: mockApis.error() })],
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
    /** Resolves once what the path answered is on the page, for those who look for what is not there. */
    drawn: async (path: string) => {
      await waitFor(() =>
        expect(requests.map(request => request.path)).toContain(path),
      );
      await act(async () => {});
    },
    toasts,
    mountedRoutes: {
      '/itsm': rootRouteRef,
      '/catalog/:namespace/:kind/:name': entityRouteRef,
    } as any,
  };
}
