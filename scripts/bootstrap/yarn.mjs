import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { step } from '../process/progress.mjs';
import { fetchPackage, readNpmSettings } from './npm.mjs';
import { logFile, toolchain } from './paths.mjs';
import { YARN_VERSION } from './versions.mjs';

/**
 * The Yarn that installs this workspace, fetched once: `js` is its program, `binFolder` belongs on
 * the PATH. Corepack is left out, because what it downloads is not on every registry.
 */
export async function ensureYarn() {
  const folder = toolchain(`yarn-${YARN_VERSION}`);
  const js = join(
    folder,
    'node_modules',
    '@yarnpkg',
    'cli-dist',
    'bin',
    'yarn.js',
  );
  if (!existsSync(js)) {
    await step(`Yarn ${YARN_VERSION}`, () =>
      fetchPackage(
        `@yarnpkg/cli-dist@${YARN_VERSION}`,
        folder,
        logFile('yarn'),
      ),
    );
  }
  return { js, binFolder: join(folder, 'node_modules', '.bin') };
}

/** Yarn's settings for the registry, proxy and certificates that npm uses. Explicit ones stay. */
export function yarnEnvironment() {
  const npm = readNpmSettings();
  const env = {
    YARN_ENABLE_TELEMETRY: '0',
    ...(npm.registry && {
      YARN_NPM_REGISTRY_SERVER: npm.registry.replace(/\/$/, ''),
    }),
    ...(npm['https-proxy'] && { YARN_HTTPS_PROXY: npm['https-proxy'] }),
    ...(npm.proxy && { YARN_HTTP_PROXY: npm.proxy }),
    ...(npm.cafile &&
      existsSync(npm.cafile) && { YARN_HTTPS_CA_FILE_PATH: npm.cafile }),
  };
  if (npm.registry?.startsWith('http://')) {
    env.YARN_UNSAFE_HTTP_WHITELIST = new URL(npm.registry).hostname;
  }
  for (const name of Object.keys(env)) {
    if (process.env[name] !== undefined) env[name] = process.env[name];
  }
  return env;
}
