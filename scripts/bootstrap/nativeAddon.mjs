import { cpSync, existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { step } from '../process/progress.mjs';
import { exitOf, run, start } from '../process/run.mjs';
import { inRoot, logFile, root } from './paths.mjs';

const ADDON = inRoot('node_modules', 'better-sqlite3');
const BINARY = join('build', 'Release', 'better_sqlite3.node');

/** node-gyp and make cannot build an addon below a folder whose name holds a space. */
export const mustBuildElsewhere = /\s/.test(root);

/** Builds better-sqlite3 in a temporary folder without spaces and brings the result back. */
export async function buildAddonElsewhere(node, env) {
  const parent = /\s/.test(tmpdir()) ? '/tmp' : tmpdir();
  const folder = mkdtempSync(join(parent, 'itsm-addon-'));
  const addon = join(folder, 'better-sqlite3');
  const home = join(folder, 'node');
  const log = logFile('addon');
  try {
    cpSync(ADDON, addon, { recursive: true });
    symlinkSync(node.home, home);
    await step('better-sqlite3', async () => {
      const options = {
        cwd: addon,
        env: { ...env, npm_config_nodedir: home },
        log,
      };
      const prebuilt = inRoot('node_modules', 'prebuild-install', 'bin.js');
      const downloaded =
        existsSync(prebuilt) &&
        (await exitOf(start(node.bin, [prebuilt], options))) === 0;
      if (downloaded) return;
      await run(
        'node-gyp',
        node.bin,
        [
          inRoot('node_modules', 'node-gyp', 'bin', 'node-gyp.js'),
          'rebuild',
          '--release',
        ],
        { ...options, append: true },
      );
    });
    cpSync(join(addon, BINARY), join(ADDON, BINARY), { recursive: true });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
