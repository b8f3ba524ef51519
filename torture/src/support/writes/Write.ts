import type { Question } from '../wire';
import type { StoredWrites } from './StoredWrites';

/** What the client knows of a record from the last answer about it. */
export interface Known {
  number: string;
  plural: string;
  state: string;
  version: number;
}

/** One write. Its mark is in what it leaves behind, so that its effects can be counted. */
export interface Write {
  mark: string;
  /** `comment`, `edit` …, for those who read a violation. */
  what: string;
  /** The record that it is about; undefined when it makes one, or knows none. */
  about?: Known;
  /** What is sent; a repeat is the same again. */
  question: Question;
  /** Sent with an Idempotency-Key, or a delivery's id: a repeat must change nothing. */
  repeatable: boolean;
  /** How often it took effect. */
  effects(stored: StoredWrites): number;
  /** What else must be true of its effect. */
  faults?(stored: StoredWrites): string[];
}
