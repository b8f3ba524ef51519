import type { Delivery } from 'itsm-harness';
import type { Identity } from './Identity';

/** One thing that a source tells, as it would be told in any identity. */
export interface Told {
  hook: 'github' | 'generic';
  /** Epoch milliseconds; stories are in this order. */
  at: number;
  /** Differs for every event of a story. */
  name: string;
  delivery(identity: Identity, id: string): Delivery;
}

/** What a source can tell of one run. */
export interface TellingRun {
  /** Tells that something newer took over, which means nothing. */
  tellsInactive: boolean;
  job(o: JobTold): Told;
  /** The end of a whole attempt; undefined where the source tells no such thing. */
  completed?(o: {
    at: number;
    attempt: number;
    conclusion: string;
    name: string;
  }): Told;
}

interface JobTold {
  at: number;
  attempt: number;
  job: number;
  environment: string;
  state: string;
  name: string;
}

export interface RunOptions {
  /** Number of the run within the story. */
  run: number;
  repository: string;
  /** Number of the commit within the story; runs may share one. */
  commit: number;
  login: string;
}

/** Of each commit 40 hexadecimal digits; those of two identities differ. */
export const shaOf = (identity: Identity, commit: number) =>
  identity.number(900 + commit).padStart(40, 'a');

export const iso = (at: number) => new Date(at).toISOString();
