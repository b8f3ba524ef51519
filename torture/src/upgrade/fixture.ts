import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import { ROOT } from 'itsm-harness';
import type { Answers } from './askAll';
import type { Question } from './questions';

export type Row = Record<string, unknown>;

/** What an earlier build left on SQLite, and what it said of it. */
export interface Fixture {
  commit: string;
  /** When it was asked; epoch milliseconds. */
  at: number;
  /** The last migration that had run. */
  schema: string;
  /** In an order in which they can be filled; bytes are `{base64}`. */
  tables: Record<string, Row[]>;
  /** The full text, which each engine keeps in its own way. */
  texts: { rank: number; title: string; body: string }[];
  questions: Question[];
  answers: Answers;
}

export const FIXTURE = join(
  ROOT,
  'torture/src/upgrade/fixture/earlier.json.br',
);

export function writeFixture(fixture: Fixture, file = FIXTURE): number {
  const packed = brotliCompressSync(JSON.stringify(fixture), {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_LGWIN]: 24,
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
    },
  });
  writeFileSync(file, packed);
  return packed.length;
}

export const readFixture = (file = FIXTURE): Fixture =>
  JSON.parse(brotliDecompressSync(readFileSync(file)).toString());
