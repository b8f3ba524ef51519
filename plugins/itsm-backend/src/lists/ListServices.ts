import type { AuthorizedRecords } from '../callers/AuthorizedRecords';
import type { Upstream } from '../entities/Upstream';

/** What lists are made of. */
export interface ListServices {
  reader: AuthorizedRecords;
  upstream: Upstream;
}
