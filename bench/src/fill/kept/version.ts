import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from 'itsm-harness';

const FOLDER = join(ROOT, 'bench', 'src', 'fill');

/** What finds databases and tells of progress decides nothing about what is in them. */
const DECIDES_NOTHING =
  /^(index|progress)\.ts$|^kept\/|\.test\.ts$|__testing__/;

/** A few letters that change with the generator. A later schema upgrades what is there. */
export function version(): string {
  const hash = createHash('sha256');
  const files = readdirSync(FOLDER, { recursive: true })
    .map(String)
    .filter(file => file.endsWith('.ts') && !DECIDES_NOTHING.test(file))
    .sort();
  for (const file of files) {
    hash.update(`${file}\n`).update(readFileSync(join(FOLDER, file)));
  }
  return hash.digest('hex').slice(0, 8);
}
