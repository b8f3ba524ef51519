import type { Interval } from '../statistics/interval';

/** Where requests go, and as whom. */
interface Target {
  url: string;
  token: string | null;
}

/** As many requests as the connections carry, one after the other on each. */
export interface ClosedLoad extends Target {
  kind: 'closed';
  seconds: number;
  connections: number;
  /** One GET, or deliveries of webhooks that are all different. */
  request: { get: string } | { deliver: string; firstRun: number };
}

/** Requests at a rate, whether the ones before were answered or not. */
export interface OpenLoad extends Target {
  kind: 'open';
  /** Per second. */
  rate: number;
  seconds: number;
  blockSeconds: number;
  plan: Plan;
}

/** What an open load sends; the loader keeps its state from one load to the next. */
export type Plan =
  | { name: 'get'; path: string }
  | { name: 'deliver'; path: string; firstRun: number }
  | {
      name: 'mix';
      seed: number;
      /** Records that are viewed. */
      numbers: string[];
      /** Incidents that are edited. */
      edited: string[];
      words: string[];
      entities: string[];
    };

export type Load = ClosedLoad | OpenLoad;

export interface ClosedResult {
  /** Answered, per second. */
  perSecond: number;
  failed: number;
  generatorCpuSeconds: number;
}

export interface BlockResult {
  samples: number;
  p50: number;
  p95: number;
  p99: number;
}

export interface OpenResult {
  /** Epoch milliseconds. */
  startedAt: number;
  sent: number;
  failed: number;
  /** What the first failures said. */
  failures: string[];
  /** Times from when a request was due until its answer was complete. */
  blocks: BlockResult[];
  all: BlockResult;
  /** Of all samples, with their intervals. */
  tails: { p95: Interval; p99: Interval };
  byKind: Record<string, BlockResult>;
  /** The longest that a request waited here before it was sent. */
  lateMs: number;
  generatorCpuSeconds: number;
}
