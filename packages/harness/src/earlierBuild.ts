import { execFileSync } from 'node:child_process';
import {
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './repository';

/** An earlier commit of this repository in a folder of its own, ready to run. */
export interface EarlierBuild {
  root: string;
  commit: string;
  remove(): void;
}

const LOCK = 'yarn.lock';

/**
 * Checks out an earlier commit beside this one. Its dependencies are those that are installed here
 * where both have the same lock, else they are installed as that commit does it.
 *
 * @throws Error where the commit is not there, as in a shallow clone.
 */
export function checkOutEarlier(from: string): EarlierBuild {
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: ROOT, encoding: 'utf8' }).trim();
  const commit = git('rev-parse', '--short=12', '--verify', `${from}^{commit}`);
  // On the disk of what is installed: a file has no links on another one
  mkdirSync(join(ROOT, '.toolchain'), { recursive: true });
  const folder = mkdtempSync(join(ROOT, '.toolchain', 'earlier-'));
  const root = join(folder, 'build');
  const remove = () => {
    process.removeListener('exit', remove);
    rmSync(folder, { recursive: true, force: true });
    git('worktree', 'prune');
  };
  process.once('exit', remove);
  git('worktree', 'add', '--detach', root, commit);
  const lockOf = (place: string) => readFileSync(join(place, LOCK), 'utf8');
  if (lockOf(root) === lockOf(ROOT)) linkDependencies(root);
  else install(root);
  return { root, commit, remove };
}

/** Packages that look for others from where they are, such as for their migrations. */
const LOOKS_AROUND = '@backstage';

/**
 * Links each package, not their folder: in a folder that is linked, the links to this repository's
 * own packages would lead to those of today. So would Backstage's packages, which are there file by file.
 */
function linkDependencies(root: string): void {
  const installed = join(ROOT, 'node_modules');
  const folder = join(root, 'node_modules');
  mkdirSync(folder);
  for (const name of readdirSync(installed)) {
    const from = join(installed, name);
    const to = join(folder, name);
    const link = linkedTo(from);
    if (name === LOOKS_AROUND) linkFiles(from, to);
    else if (!link) symlinkSync(from, to);
    else if (existsSync(join(folder, link))) symlinkSync(link, to);
  }
}

function linkFiles(from: string, to: string): void {
  mkdirSync(to);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) linkFiles(source, target);
    else if (entry.isFile()) linkSync(source, target);
  }
}

/** Undefined for what is no link. */
function linkedTo(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}

function install(root: string): void {
  execFileSync(
    process.execPath,
    [
      '--input-type=module',
      '--eval',
      "const { bootstrap } = await import('./scripts/bootstrap/bootstrap.mjs'); await bootstrap();",
    ],
    { cwd: root, stdio: 'inherit' },
  );
}
