import type {
  CommentInput,
  EntryPage,
  RecordView,
  RedactionInput,
  VoteInput,
} from '../wire';
import { queryString, type WriteOptions } from './callApi';
import { LinksClient } from './LinksClient';

/**
 * The part of the client that is about what people say and attach on a record.
 *
 * @public
 */
export class CollaborationClient extends LinksClient {
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

  /** Uploads one file; returns the record with the new attachment in it. */
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
}
