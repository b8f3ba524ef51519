import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from 'itsm-harness';

/** What decides how a filled database looks: this folder, and the tables of the engine. */
const SOURCES = ['bench/src/fill', 'plugins/itsm-backend/migrations'];

const isOfTests = (file: string) =>
  file.endsWith('.test.ts') || file.includes('__testing__');

/** A few letters that change with the generator and with the schema. */
export function version(): string {
  const hash = createHash('sha256');
  for (const folder of SOURCES) {
    const files = readdirSync(join(ROOT, folder), { recursive: true })
      .map(String)
      .filter(file => /\.[jt]s$/.test(file) && !isOfTests(file))
      .sort();
    for (const file of files) {
      hash.update(`${file}\n`).update(readFileSync(join(ROOT, folder, file)));
    }
  }
  return hash.digest('hex').slice(0, 8);
}
