import type { Level, Priority } from './priority';

/** What clocks look at: work goes on, somebody else is awaited, or it is over. @public */
export type Phase = 'active' | 'waiting' | 'done';

/** What lists show as the state of a record whose stored data can't be read. @public */
export const UNREADABLE = 'unreadable';

/** How a record came in. @public */
export const CHANNELS = [
  'portal',
  'api',
  'pipeline',
  'monitoring',
  'email',
  'phone',
  'chat',
  'import',
] as const;
/** @public */
export type Channel = (typeof CHANNELS)[number];

/**
 * One record inside the engine: the promoted columns that every kind shares, and `data`, the
 * fields of its kind. All times are epoch milliseconds (UTC); entity refs are full and lower case.
 *
 * @public
 */
export interface ItsmRecord<
  Data extends Record<string, unknown> = Record<string, unknown>,
> {
  id: string;
  number: string;
  kind: string;
  desk: string;
  state: string;
  /** Rises by one with every edit and move; comments and links leave it alone. */
  version: number;
  title: string;
  description: string;
  impact: Level | null;
  urgency: Level | null;
  priority: Priority | null;
  environment: string;
  category: string | null;
  channel: Channel;
  restricted: boolean;
  requester: string;
  openedBy: string;
  assignee: string | null;
  assignmentGroup: string | null;
  createdAt: number;
  updatedAt: number;
  startedAt: number | null;
  detectedAt: number | null;
  acknowledgedAt: number | null;
  mitigatedAt: number | null;
  resolvedAt: number | null;
  closedAt: number | null;
  reopenCount: number;
  data: Data;
  /** Version of the shape of `data`; kinds upcast older ones on read. */
  dataVersion: number;
}

/** Who does something. `ref` is an entity ref, or `service:…` / `system:…` for machines. @public */
export interface Actor {
  type: 'user' | 'service' | 'system';
  ref: string;
}

/** The columns that an action, an edit or a creation may set. @public */
export type RecordPatch = Partial<
  Omit<
    ItsmRecord,
    | 'id'
    | 'number'
    | 'kind'
    | 'desk'
    | 'version'
    | 'createdAt'
    | 'updatedAt'
    | 'dataVersion'
    | 'openedBy'
  >
>;
