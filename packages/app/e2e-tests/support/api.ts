import { type APIRequestContext, expect } from '@playwright/test';
import type { PersonaName } from './personas';

/** The headers of requests that a persona makes without a browser. */
export async function headersOf(
  request: APIRequestContext,
  persona: PersonaName,
): Promise<{ authorization: string }> {
  const signedIn = await request.get('/api/auth/demo/refresh', {
    headers: {
      'x-demo-persona': `user:default/${persona}`,
      'x-requested-with': 'XMLHttpRequest',
    },
  });
  expect(signedIn.ok(), `${persona} signs in`).toBe(true);
  const { backstageIdentity } = await signedIn.json();
  return { authorization: `Bearer ${backstageIdentity.token}` };
}

/** Asks the API of the plugin as a persona. Fails unless the response is a success. */
export async function ask<T = any>(
  request: APIRequestContext,
  persona: PersonaName,
  path: string,
  options: {
    method?: string;
    headers?: Record<string, string>;
    data?: object;
  } = {},
): Promise<T> {
  const response = await request.fetch(`/api/itsm/v1${path}`, {
    ...options,
    headers: { ...(await headersOf(request, persona)), ...options.headers },
  });
  expect(response.ok(), await response.text()).toBe(true);
  return response.json();
}
