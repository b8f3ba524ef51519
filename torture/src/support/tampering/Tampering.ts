import type { Seeded } from 'itsm-harness';
import type { Chain, EntryRow, Head } from './chain';

/** How `verify` must notice. */
type Trace =
  /** A finding of the record names one of these entries. */
  | { by: 'chain'; seqs: readonly number[] }
  /** Every chain holds; a checkpoint kept elsewhere does not. */
  | { by: 'checkpoint' }
  /** An entry without a record is among the findings, and the record lacks this one. */
  | { by: 'orphan'; seq: number }
  /** The chain holds on purpose: one more entry counts as erased. */
  | { by: 'erased' };

export interface Tampered {
  entries: EntryRow[];
  head?: Head;
  trace: Trace;
}

export interface Scene {
  chain: Chain;
  random: Seeded;
  /** An entry of the record: its place in `chain.entries`. */
  at: number;
  /** Another record, and a number that is free in its timeline. */
  other: { recordId: string; freeSeq: number };
}

export interface Tampering {
  name: string;
  apply(scene: Scene): Tampered;
}

const HEX = '0123456789abcdef';

/** The text with another character at one place. */
export function altered(text: string, random: Seeded, alphabet = HEX): string {
  const places = [...text]
    .map((_, i) => i)
    .filter(i => alphabet.includes(text[i]));
  const place = random.pick(places);
  const others = [...alphabet].filter(c => c !== text[place]);
  return text.slice(0, place) + random.pick(others) + text.slice(place + 1);
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/** Other content for a row; its hashes stay. */
export const rewritten = (row: EntryRow, random: Seeded): EntryRow => ({
  ...row,
  content: altered(row.content!, random, LETTERS),
});

/** The rows numbered from 1 without gaps. */
export const numbered = (rows: readonly EntryRow[]): EntryRow[] =>
  rows.map((row, index) => ({ ...row, seq: index + 1 }));

export const withRow = (
  rows: readonly EntryRow[],
  at: number,
  row: EntryRow,
): EntryRow[] => rows.map((each, index) => (index === at ? row : each));

export const withoutRow = (rows: readonly EntryRow[], at: number): EntryRow[] =>
  rows.filter((_, index) => index !== at);
