import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { writeFormatted } from 'itsm-harness';
import type { Results } from './Results';

const fileIn = (output: string) => join(output, 'bench', 'results.json');

/** @param output - the folder below which a run writes */
export function readResults(output: string): Results {
  const file = fileIn(output);
  return existsSync(file)
    ? JSON.parse(readFileSync(file, 'utf8'))
    : { environments: {}, cells: [] };
}

/** @param output - the folder below which a run writes */
export async function writeResults(
  output: string,
  results: Results,
): Promise<void> {
  const file = fileIn(output);
  mkdirSync(dirname(file), { recursive: true });
  await writeFormatted(file, JSON.stringify(results));
}
