import type {
  Actor,
  DeploymentReport,
  ItsmRecord,
} from 'backstage-plugin-itsm-common';
import type { RunCompletion } from 'backstage-plugin-itsm-node';
import type { RecordTransaction } from '../records/RecordTransaction';
import type { Deployment } from './DeploymentStore';

/** What one delivery tells. */
export interface Reported {
  deployments: readonly DeploymentReport[];
  completion?: RunCompletion;
}

/** What became of it. */
export interface Filed {
  deployment: Deployment;
  /** The change; undefined where the deployment makes none. */
  record?: ItsmRecord;
}

/** What became of it, before it is written. */
export interface Attached extends Filed {
  entities?: readonly string[];
  /** Opened for it just now: no other deployment can be of this change. */
  isOpened?: boolean;
}

export interface ReportOptions {
  /** Epoch milliseconds; stands in for reports that don't tell their time. */
  at: number;
  actor: Actor;
  /** Runs in the same transaction, after the work: the inbox settles its delivery here. */
  within?: (tx: RecordTransaction, filed: Filed[]) => Promise<void>;
}
