/** A service principal that may do everything, also what people may not. */
export const ADMIN_TOKEN = 'harness-token-of-an-admin';
/** A pipeline: it reports deployments and nothing else. */
export const CI_TOKEN = 'harness-token-of-a-pipeline';

export interface CallOptions {
  /** An object is sent as JSON, anything else as it is. */
  body?: unknown;
  headers?: Record<string, string>;
  /** Instead of the administrator's; null for none. */
  token?: string | null;
  timeoutMs?: number;
}

export interface Answer {
  status: number;
  headers: Headers;
  /** Parsed if it is JSON, else undefined. */
  body: any;
  text: string;
}

export interface Client {
  /** @throws TypeError when nobody answered, as fetch does. */
  call(method: string, path: string, options?: CallOptions): Promise<Answer>;
  /** Signs in at the demo provider; the token is good for an hour. */
  signIn(userRef: string): Promise<string>;
}

export function createClient(url: string): Client {
  const call: Client['call'] = async (method, path, o = {}) => {
    const raw = typeof o.body === 'string' || o.body instanceof Uint8Array;
    const token = o.token === undefined ? ADMIN_TOKEN : o.token;
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        ...(token !== null && { authorization: `Bearer ${token}` }),
        ...(o.body !== undefined && { 'content-type': 'application/json' }),
        ...o.headers,
      },
      body:
        raw || o.body === undefined ? (o.body as any) : JSON.stringify(o.body),
      signal: AbortSignal.timeout(o.timeoutMs ?? 60_000),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: parsed(text),
      text,
    };
  };
  return {
    call,
    signIn: async userRef => {
      const { status, body } = await call('GET', '/api/auth/demo/refresh', {
        token: null,
        headers: {
          'x-demo-persona': userRef,
          'x-requested-with': 'XMLHttpRequest',
        },
      });
      if (status !== 200)
        throw new Error(`${userRef} can't sign in: ${status}`);
      return body.backstageIdentity.token;
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
