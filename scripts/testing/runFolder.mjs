import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { toolchain } from '../bootstrap/paths.mjs';

const parent = toolchain('runs');
const KEPT = 5;

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

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

export const inRunFolder = (...parts) => join(folder, ...parts);
