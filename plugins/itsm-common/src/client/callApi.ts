import { refusalOf } from './ItsmRequestError';

/** Anything that fetches: Backstage's fetchApi, or node's global fetch with a base URL. @public */
export interface FetchLike {
  fetch(input: string, init?: RequestInit): Promise<Response>;
}

/** How a write names the version it changes, and itself for retries. @public */
export interface WriteOptions {
  /** The version that was read; needed by edits and actions. */
  version?: number;
  /** Makes a retry safe; kept 24 h. */
  idempotencyKey?: string;
  signal?: AbortSignal;
}

/** What a request of the client carries. @public */
export interface CallOptions extends WriteOptions {
  body?: object;
  raw?: Blob;
}

/**
 * One request and its answer, parsed.
 *
 * @throws ItsmRequestError for an answer other than 2xx.
 */
export async function callApi<T>(
  fetchApi: FetchLike,
  url: string,
  method: string,
  options: CallOptions,
): Promise<T> {
  const headers: Record<string, string> = {};
  if (options.body) headers['content-type'] = 'application/json';
  if (options.raw) {
    headers['content-type'] = options.raw.type || 'application/octet-stream';
  }
  if (options.version !== undefined) {
    headers['if-match'] = `"${options.version}"`;
  }
  if (options.idempotencyKey) {
    headers['idempotency-key'] = options.idempotencyKey;
  }
  const response = await fetchApi.fetch(url, {
    method,
    headers,
    body: options.raw ?? (options.body && JSON.stringify(options.body)),
    signal: options.signal,
  });
  if (!response.ok) throw await refusalOf(response);
  return response.status === 204 ? (undefined as T) : response.json();
}

/**
 * The bytes of a file.
 *
 * @throws ItsmRequestError for an answer other than 2xx.
 */
export async function fetchBytes(
  fetchApi: FetchLike,
  url: string,
  signal?: AbortSignal,
): Promise<Blob> {
  const response = await fetchApi.fetch(url, { signal });
  if (!response.ok) throw await refusalOf(response);
  return response.blob();
}

/** `?a=1`, without what is not given; empty for nothing. */
export function queryString(query: object): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') {
      params.set(key, String(value));
    }
  }
  const encoded = params.toString();
  return encoded ? `?${encoded}` : '';
}
