import type { BulkInput, BulkResult, CommonActions } from '../bulk';
import type { RecordView } from '../wire';
import { queryString, type WriteOptions } from './callApi';
import { ListsClient } from './ListsClient';

/**
 * The part of the client that is about records one by one and several at once.
 *
 * @public
 */
export class RecordsClient extends ListsClient {
  record(number: string, signal?: AbortSignal): Promise<RecordView> {
    return this.call('GET', `/v1/records/${encodeURIComponent(number)}`, {
      signal,
    });
  }

  create(
    plural: string,
    input: object,
    options?: WriteOptions,
  ): Promise<RecordView> {
    return this.call('POST', `/v1/${plural}`, { body: input, ...options });
  }

  edit(
    plural: string,
    number: string,
    input: object,
    options: WriteOptions & { version: number },
  ): Promise<RecordView> {
    return this.call('PATCH', `/v1/${plural}/${number}`, {
      body: input,
      ...options,
    });
  }

  act(
    plural: string,
    number: string,
    action: string,
    input: object,
    options: WriteOptions & { version: number },
  ): Promise<RecordView> {
    return this.call('POST', `/v1/${plural}/${number}/actions/${action}`, {
      body: input,
      ...options,
    });
  }

  /** What each of these records allows the caller now. */
  commonActions(
    plural: string,
    numbers: readonly string[],
    signal?: AbortSignal,
  ): Promise<CommonActions> {
    const query = queryString({ numbers: numbers.join() });
    return this.call('GET', `/v1/${plural}/common-actions${query}`, { signal });
  }

  /** Does the same to several records, of which each is done or refused by itself. */
  bulk(
    plural: string,
    input: BulkInput,
    options?: WriteOptions,
  ): Promise<BulkResult> {
    return this.call('POST', `/v1/${plural}/bulk`, { body: input, ...options });
  }
}
