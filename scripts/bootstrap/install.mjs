import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { step } from '../process/progress.mjs';
import { run } from '../process/run.mjs';
import { buildAddonElsewhere, mustBuildElsewhere } from './nativeAddon.mjs';
import { inRoot, logFile, root, toolchain } from './paths.mjs';
import { yarnEnvironment } from './yarn.mjs';

/** What an installation depends on. Native addons are bound to the version of Node. */
function fingerprint(node) {
  return createHash('sha256')
    .update(readFileSync(inRoot('yarn.lock')))
    .update(readFileSync(inRoot('package.json')))
    .update(`${process.platform}-${process.arch}-${node.version}`)
    .digest('hex');
}

/** Installs the dependencies, unless they are those of the last installation. */
export async function ensureInstalled(node, yarn, env) {
  const stampFile = toolchain('installed');
  const stamp = fingerprint(node);
  const installed =
    existsSync(inRoot('node_modules', '.yarn-state.yml')) &&
    existsSync(stampFile) &&
    readFileSync(stampFile, 'utf8') === stamp;
  if (installed) return;

  const mode = mustBuildElsewhere ? ['--mode=skip-build'] : [];
  await step('Dependencies (one to three minutes the first time)', () =>
    run(
      'yarn install',
      node.bin,
      [yarn.js, 'install', '--immutable', ...mode],
      {
        cwd: root,
        env: { ...env, ...yarnEnvironment() },
        log: logFile('install'),
      },
    ),
  ).catch(explain);
  if (mustBuildElsewhere) {
    await buildAddonElsewhere(node, env).catch(explain);
  }
  mkdirSync(toolchain(), { recursive: true });
  writeFileSync(stampFile, stamp);
}

function explain(error) {
  error.hint =
    'Native addons need python3, make and a C++ compiler where no prebuilt binary can be downloaded.';
  throw error;
}
