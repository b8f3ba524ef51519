import type {
  CommentInput,
  DeliveryPage,
  DeploymentPage,
  EntryPage,
  MappingInput,
  MyWorkView,
  RecordPage,
  RecordView,
  RedactionInput,
  RenameInput,
  RenameResult,
  SettingsView,
  VoteInput,
} from './wire';
import type { BulkInput, BulkResult, CommonActions } from './bulk';
import { queryString, type WriteOptions } from './callApi';
import { refusalOf } from './ItsmRequestError';
import { LinksClient } from './LinksClient';
import type { OutageQuery, OutageView } from './outage';
import type { SimilarQuery, SimilarView } from './similar';
import type { ExportQuery, RecordQuery } from './recordQuery';

/**
 * The one HTTP client of the ITSM backend, for frontends, backends and pipelines.
 * Every method throws ItsmRequestError for an answer other than 2xx.
 *
 * @public
 */
export class ItsmClient extends LinksClient {
  settings(signal?: AbortSignal): Promise<SettingsView> {
    return this.call('GET', '/v1/settings', { signal });
  }

  /** `plural` is a kind's collection (`incidents`), or `records` for all kinds. */
  list(
    plural: string,
    query: RecordQuery,
    signal?: AbortSignal,
  ): Promise<RecordPage> {
    return this.call('GET', `/v1/${plural}${queryString(query)}`, { signal });
  }

  /** Records of all kinds that read like a text, those of an entity first. */
  similar(query: SimilarQuery, signal?: AbortSignal): Promise<SimilarView> {
    return this.call('GET', `/v1/similar${queryString(query)}`, { signal });
  }

  /** Days on which something was broken; of a kind whose records say so. */
  outages(
    plural: string,
    query: OutageQuery,
    signal?: AbortSignal,
  ): Promise<OutageView> {
    const path = `/v1/${plural}/outages${queryString(query)}`;
    return this.call('GET', path, { signal });
  }

  /** What the caller owes and waits for. */
  myWork(signal?: AbortSignal): Promise<MyWorkView> {
    return this.call('GET', '/v1/my-work', { signal });
  }

  /** All rows of a list as a CSV file, whatever page of it is looked at. */
  csv(plural: string, query: ExportQuery): Promise<Blob> {
    return this.bytes(`/v1/${plural}.csv${queryString(query)}`);
  }

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

  comment(
    plural: string,
    number: string,
    input: CommentInput,
    options?: WriteOptions,
  ): Promise<RecordView> {
    return this.call('POST', `/v1/${plural}/${number}/comments`, {
      body: input,
      ...options,
    });
  }

  /** `version` is the `seq` of the comment's newest version. */
  amend(
    plural: string,
    number: string,
    comment: string,
    text: string,
    options: WriteOptions & { version: number },
  ): Promise<RecordView> {
    return this.call('PATCH', `/v1/${plural}/${number}/comments/${comment}`, {
      body: { text },
      ...options,
    });
  }

  /** Takes back a comment in all its versions, a file, or the old value of a field. */
  redact(
    plural: string,
    number: string,
    input: RedactionInput,
    options?: WriteOptions,
  ): Promise<RecordView> {
    return this.call('POST', `/v1/${plural}/${number}/redactions`, {
      body: input,
      ...options,
    });
  }

  /** All that a comment has said, newest first. */
  versions(
    plural: string,
    number: string,
    comment: string,
    cursor?: string,
    signal?: AbortSignal,
  ): Promise<EntryPage> {
    return this.call(
      'GET',
      `/v1/${plural}/${number}/comments/${comment}/versions${queryString({ cursor })}`,
      { signal },
    );
  }

  watch(
    plural: string,
    number: string,
    watching: boolean,
  ): Promise<RecordView> {
    return this.call(
      watching ? 'PUT' : 'DELETE',
      `/v1/${plural}/${number}/watch`,
    );
  }

  /** Says whether it helped; another time it says so in the place of the first. */
  vote(plural: string, number: string, input: VoteInput): Promise<RecordView> {
    return this.call('PUT', `/v1/${plural}/${number}/vote`, { body: input });
  }

  timeline(
    plural: string,
    number: string,
    cursor: string,
    signal?: AbortSignal,
  ): Promise<EntryPage> {
    return this.call(
      'GET',
      `/v1/${plural}/${number}/entries${queryString({ cursor })}`,
      { signal },
    );
  }

  /** Uploads one file; answers the record with the new attachment in it. */
  attach(
    plural: string,
    number: string,
    file: Blob,
    name: string,
  ): Promise<RecordView> {
    return this.call(
      'POST',
      `/v1/${plural}/${number}/attachments${queryString({ name })}`,
      { raw: file },
    );
  }

  /** The bytes of an attachment. */
  attachment(
    plural: string,
    number: string,
    id: string,
    signal?: AbortSignal,
  ): Promise<Blob> {
    const path = `/v1/${plural}/${number}/attachments/${id}`;
    return this.bytes(path, signal);
  }

  deployments(
    query: {
      entity?: string;
      unmapped?: 'true';
      cursor?: string;
      limit?: number;
    },
    signal?: AbortSignal,
  ): Promise<DeploymentPage> {
    return this.call('GET', `/v1/deployments${queryString(query)}`, { signal });
  }

  deliveries(
    query: { status?: string; cursor?: string; limit?: number },
    signal?: AbortSignal,
  ): Promise<DeliveryPage> {
    return this.call('GET', `/v1/deliveries${queryString(query)}`, { signal });
  }

  requeue(deliveryId: string): Promise<unknown> {
    return this.call('POST', `/v1/deliveries/${deliveryId}/actions/requeue`, {
      body: {},
    });
  }

  /** Maps a repository and files its waiting deployments; answers how many. */
  map(input: MappingInput): Promise<{ mapped: number }> {
    return this.call('POST', '/v1/mappings', { body: input });
  }

  /** Moves what is recorded for an entity that the catalog has under another name now. */
  renameEntity(input: RenameInput): Promise<RenameResult> {
    return this.call('POST', '/v1/entities/rename', { body: input });
  }

  private async bytes(path: string, signal?: AbortSignal): Promise<Blob> {
    const url = `${this.baseUrl}${path}`;
    const response = await this.fetchApi.fetch(url, { signal });
    if (!response.ok) throw await refusalOf(response);
    return response.blob();
  }
}
