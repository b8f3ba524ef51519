import type { Upstream } from '../entities/Upstream';
import type { AuthorizedRecords } from './AuthorizedRecords';
import type { Outages } from '../outages/Outages';
import type { RecordCollaboration } from './RecordCollaboration';
import type { RecordFeedback } from '../feedback/RecordFeedback';
import type { RecordWriter } from './RecordWriter';
import type { Redactions } from '../redactions/Redactions';

/** What the operations of records are made of. */
export interface RecordServices {
  reader: AuthorizedRecords;
  writer: RecordWriter;
  collaboration: RecordCollaboration;
  feedback: RecordFeedback;
  redactions: Redactions;
  outages: Outages;
  upstream: Upstream;
}
