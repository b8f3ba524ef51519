import type { Upstream } from '../entities/Upstream';
import type { AuthorizedRecords } from './AuthorizedRecords';
import type { RecordCollaboration } from './RecordCollaboration';
import type { RecordLinks } from './RecordLinks';
import type { RecordWriter } from './RecordWriter';

/** What the operations of records are made of. */
export interface RecordServices {
  reader: AuthorizedRecords;
  writer: RecordWriter;
  collaboration: RecordCollaboration;
  links: RecordLinks;
  upstream: Upstream;
}
