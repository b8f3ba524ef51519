import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { toolchain } from '../bootstrap/paths.mjs';
import { isAlive } from '../process/isAlive.mjs';

const parent = toolchain('runs');
const KEPT = 5;

/**
 * A folder for the logs and reports of this run alone, so that two runs in one checkout do not read
 * each other's. The last runs that have ended are kept for whoever wants to read their logs.
 */
function openRunFolder() {
  mkdirSync(parent, { recursive: true });
  const ended = readdirSync(parent)
    .filter(name => !isAlive(Number(name.split('-')[1])))
    .sort();
  for (const name of ended.slice(0, -KEPT)) {
    rmSync(join(parent, name), { recursive: true, force: true });
  }
  const folder = join(parent, `${Date.now()}-${process.pid}`);
  mkdirSync(folder);
  return folder;
}

const folder = openRunFolder();

/** The kept folders, oldest first; this run's is the last. */
export const runFolders = () =>
  readdirSync(parent)
    .sort()
    .map(name => join(parent, name));

export const inRunFolder = (...parts) => join(folder, ...parts);
