import type { LinkInput, ProposalDecision } from '../link';
import type { LinkPage, RecordView } from '../wire';
import { queryString, type WriteOptions } from './callApi';
import { ClientPart } from './ClientPart';

/**
 * The part of the client that is about links between records.
 *
 * @public
 */
export class LinksClient extends ClientPart {
  link(
    plural: string,
    number: string,
    input: LinkInput,
    options?: WriteOptions,
  ): Promise<RecordView> {
    return this.call('POST', `/v1/${plural}/${number}/links`, {
      body: input,
      ...options,
    });
  }

  /** A page of the links that other records hold towards one. */
  links(
    plural: string,
    number: string,
    cursor?: string,
    signal?: AbortSignal,
  ): Promise<LinkPage> {
    return this.call(
      'GET',
      `/v1/${plural}/${number}/links${queryString({ cursor })}`,
      { signal },
    );
  }

  /** Accepts a link that another record proposes, or declines it. */
  decideProposal(
    plural: string,
    number: string,
    decision: ProposalDecision,
  ): Promise<RecordView> {
    return this.call('POST', `/v1/${plural}/${number}/proposals`, {
      body: decision,
    });
  }

  unlink(
    plural: string,
    number: string,
    input: LinkInput,
  ): Promise<RecordView> {
    return this.call(
      'DELETE',
      `/v1/${plural}/${number}/links${queryString(input)}`,
    );
  }
}
