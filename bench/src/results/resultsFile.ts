import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, writeFormatted } from 'itsm-harness';
import type { Results } from './Results';

const RESULTS_FILE = join(ROOT, 'bench', 'results.json');

export function readResults(): Results {
  return existsSync(RESULTS_FILE)
    ? JSON.parse(readFileSync(RESULTS_FILE, 'utf8'))
    : { environments: {}, cells: [] };
}

export const writeResults = (results: Results) =>
  writeFormatted(RESULTS_FILE, JSON.stringify(results));
