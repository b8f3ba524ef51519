import type { RecordView } from 'backstage-plugin-itsm-common';
import { ProsePanels } from '../../record/ProsePanels';

const PLAN = [
  'justification',
  'implementationPlan',
  'testPlan',
  'backoutPlan',
  'securityReason',
];

/** What is going to be done, how it is checked and how it is taken back. */
export function PlanPanel({ record }: { record: RecordView }) {
  return <ProsePanels record={record} fields={PLAN} />;
}
