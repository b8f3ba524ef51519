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
  completions?: readonly RunCompletion[];
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
  /** A time that was told and can't be. */
  implausible?: string;
}

export interface ReportOptions {
  /** When it is worked off. Epoch milliseconds. */
  at: number;
  /** When it arrived: stands in for times that are not told or can't be, and windows go by it. Left out: `at`. */
  receivedAt?: number;
  /** How long before its arrival it may have happened, where that is longer than configured. */
  plausiblePastMs?: number;
  actor: Actor;
  /** Runs in the same transaction, after the work: the inbox settles its delivery here. */
  within?: (tx: RecordTransaction, filed: Filed[]) => Promise<void>;
}
