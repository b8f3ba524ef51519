import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from 'itsm-harness';
import { tests } from './tests';

const mutants = tests.flatMap(test =>
  (test.mutants ?? []).map(
    mutant => [`${test.id}, ${mutant.name}`, mutant] as const,
  ),
);

describe('deliberate mistakes', () => {
  it.each(mutants)(
    '%s: breaks one place of the source as it is now',
    (_name, { file, find, replace }) => {
      const source = readFileSync(join(ROOT, file), 'utf8');
      expect(source.split(find)).toHaveLength(2);
      expect(replace).not.toBe(find);
    },
  );
});
