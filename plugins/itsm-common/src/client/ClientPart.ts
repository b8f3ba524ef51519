import {
  callApi,
  fetchBytes,
  type CallOptions,
  type FetchLike,
} from './callApi';

/**
 * What all parts of the client are made of: where the backend is, and how it is called.
 *
 * @public
 */
export abstract class ClientPart {
  constructor(
    protected readonly fetchApi: FetchLike,
    /** With fetchApi leave it out: `plugin://itsm` is resolved by Backstage. */
    protected readonly baseUrl: string = 'plugin://itsm',
  ) {}

  protected call<T>(
    method: string,
    path: string,
    options: CallOptions = {},
  ): Promise<T> {
    return callApi(this.fetchApi, `${this.baseUrl}${path}`, method, options);
  }

  protected bytes(path: string, signal?: AbortSignal): Promise<Blob> {
    return fetchBytes(this.fetchApi, `${this.baseUrl}${path}`, signal);
  }
}
