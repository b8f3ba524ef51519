import type { RecordView } from 'backstage-plugin-itsm-common';
import { ApprovalsPanel } from '../ApprovalsPanel';

/** Types of change that people decide on; the others are approved by template or already ran. */
const NEEDS_APPROVAL = ['normal', 'emergency'];

/** Who decides on a change; says so where nobody is named yet. */
export const ChangeApprovals = ({ record }: { record: RecordView }) => (
  <ApprovalsPanel
    record={record}
    isNeeded={NEEDS_APPROVAL.includes(String(record.fields.type))}
  />
);
