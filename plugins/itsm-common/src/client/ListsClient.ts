import type { OutageQuery, OutageView } from '../outage';
import type { ExportQuery, RecordQuery } from '../recordQuery';
import type { SimilarQuery, SimilarView } from '../similar';
import type { MyWorkView, RecordPage } from '../wire';
import { queryString } from './callApi';
import { CollaborationClient } from './CollaborationClient';

/**
 * The part of the client that finds records.
 *
 * @public
 */
export class ListsClient extends CollaborationClient {
  /** `plural` is a kind's collection (`incidents`), or `records` for all kinds. */
  list(
    plural: string,
    query: RecordQuery,
    signal?: AbortSignal,
  ): Promise<RecordPage> {
    return this.call('GET', `/v1/${plural}${queryString(query)}`, { signal });
  }

  /** All rows of a list as a CSV file, whatever page of it is looked at. */
  csv(plural: string, query: ExportQuery): Promise<Blob> {
    return this.bytes(`/v1/${plural}.csv${queryString(query)}`);
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
}
