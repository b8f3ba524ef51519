import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { inRoot, root } from '../bootstrap/paths.mjs';

function git(...args) {
  try {
    const output = execFileSync('git', args, {
      cwd: root,
      encoding: 'utf8',
      stdio: 'pipe',
    });
    return output.split('\0').filter(Boolean);
  } catch {
    return [];
  }
}

/** What differs from the last commit, new files included; on a clean checkout, the last commit. */
export function changedFiles() {
  const edited = git('diff', '--name-only', '-z', 'HEAD');
  const added = git('ls-files', '--others', '--exclude-standard', '-z');
  const changed = [...edited, ...added];
  const files = changed.length
    ? changed
    : git('diff', '--name-only', '-z', 'HEAD~1', 'HEAD');
  return [...new Set(files)].filter(file => existsSync(inRoot(file)));
}
