import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ROOT } from 'itsm-harness';

export interface Advisory {
  package: string;
  severity: string;
  title: string;
}

/**
 * What the registry knows against the packages of production, by Yarn; undefined where it can't be
 * asked: many mirrors have no advisories.
 */
export async function readAdvisories(): Promise<Advisory[] | undefined> {
  const output = await promisify(execFile)(
    'yarn',
    'npm audit --all --recursive --environment production --json'.split(' '),
    { cwd: ROOT, maxBuffer: 64 * 2 ** 20 },
  ).then(
    ({ stdout }) => stdout,
    // It ends with 1 when it found something, and so does a registry that refuses to answer
    error => (/^\{/m.test(error.stdout) ? String(error.stdout) : undefined),
  );
  const lines = output?.split('\n').filter(line => line.startsWith('{'));
  return lines?.map(line => {
    const { value, children } = JSON.parse(line);
    return {
      package: value,
      severity: children.Severity,
      title: children.Issue,
    };
  });
}
