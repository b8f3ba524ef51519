import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { step } from '../process/progress.mjs';
import { fetchPackage } from './npm.mjs';
import { logFile, toolchain } from './paths.mjs';
import { isNodeSupported, NODE_VERSION } from './versions.mjs';

/** Native addons are compiled against these; a folder without them can run but not install. */
function hasHeaders(home) {
  return existsSync(join(home, 'include', 'node', 'node_version.h'));
}

function runningNode() {
  const home = dirname(dirname(process.execPath));
  const fits = isNodeSupported(process.versions.node) && hasHeaders(home);
  return fits
    ? { bin: process.execPath, home, version: process.versions.node }
    : undefined;
}

function versionOf(bin) {
  const { status, stdout } = spawnSync(bin, ['--version'], {
    encoding: 'utf8',
  });
  return status === 0 ? stdout.trim().slice(1) : undefined;
}

/**
 * The Node that everything below runs on: the one at hand if it fits, else one that is fetched once.
 * Returns `bin`, its `home` (with the headers) and its `version`.
 */
export async function ensureNode() {
  const running = runningNode();
  if (running) return running;

  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const folder = toolchain(`node-${NODE_VERSION}`);
  const home = join(folder, 'node_modules', name);
  const bin = join(
    home,
    'bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  );
  const node = { bin, home, version: NODE_VERSION };
  if (versionOf(bin) === NODE_VERSION && hasHeaders(home)) return node;

  await step(
    `Node ${NODE_VERSION} for ${process.platform}-${process.arch} (this is Node ${process.versions.node})`,
    () => fetchPackage(`${name}@${NODE_VERSION}`, folder, logFile('node')),
  ).catch(error => {
    error.hint = `Install Node 22 (22.17 or newer) and try again.`;
    throw error;
  });
  if (versionOf(bin) !== NODE_VERSION) {
    throw new Error(
      `The fetched Node does not run on this machine (${bin}). Install Node 22 (22.17 or newer) and try again.`,
    );
  }
  return node;
}
