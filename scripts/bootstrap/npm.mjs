import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { run } from '../process/run.mjs';

/** npm as `[command, args]`: the one that runs this script, else the one on the PATH. */
function npm(args) {
  const running = process.env.npm_execpath;
  if (running && /npm-cli\.c?js$/.test(running)) {
    return [process.execPath, [running, ...args]];
  }
  return [process.platform === 'win32' ? 'npm.cmd' : 'npm', args];
}

const shell = process.platform === 'win32' ? { shell: true } : {};

/** Puts one package of the user's registry into a folder of its own. Runs none of its scripts. */
export async function fetchPackage(spec, folder, log) {
  mkdirSync(folder, { recursive: true });
  const [command, args] = npm([
    'install',
    '--prefix',
    folder,
    '--no-save',
    '--no-package-lock',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    spec,
  ]);
  await run(`npm install ${spec}`, command, args, {
    cwd: folder,
    env: process.env,
    log,
    ...shell,
  });
}

/** What npm knows about the way to its registry; a setting that it lacks is undefined. */
export function readNpmSettings() {
  const keys = ['registry', 'https-proxy', 'proxy', 'cafile'];
  const [command, args] = npm(['config', 'get', ...keys]);
  const { stdout } = spawnSync(command, args, { encoding: 'utf8', ...shell });
  const settings = {};
  for (const line of (stdout ?? '').split('\n')) {
    const [, key, value] = /^([a-z-]+)\s*=\s*(.*)$/.exec(line.trim()) ?? [];
    if (value && value !== 'null' && value !== 'undefined') {
      settings[key] = value.replace(/^"(.*)"$/, '$1');
    }
  }
  return settings;
}
