import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { inRoot, toolchain } from '../bootstrap/paths.mjs';

const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/** Unpacks a file of @sparticuz/chromium. It unpacks into the folder for temporary files, hence TMPDIR. */
function unpack(node, folder, expression) {
  mkdirSync(folder, { recursive: true });
  const script = `const { default: chromium, inflate } = await import('@sparticuz/chromium'); console.log(await ${expression});`;
  return execFileSync(node, ['--input-type=module', '--eval', script], {
    cwd: inRoot(),
    env: { ...process.env, TMPDIR: folder },
    encoding: 'utf8',
  }).trim();
}

/** The package carries the two libraries that Chromium wants of the system, for machines without them. */
function missesLibraries(executablePath) {
  const { stdout } = spawnSync('ldd', [executablePath], { encoding: 'utf8' });
  return /lib(nss|nspr)\S* => not found/.test(stdout ?? '');
}

function fromRegistry(node) {
  const require = createRequire(inRoot('package.json'));
  const packageFolder = dirname(
    dirname(require.resolve('@sparticuz/chromium')),
  );
  const folder = toolchain('chromium');
  const executablePath = unpack(node, folder, 'chromium.executablePath()');
  const env = {};
  if (!existsSync('/etc/fonts/fonts.conf'))
    env.FONTCONFIG_PATH = join(folder, 'fonts');
  if (missesLibraries(executablePath)) {
    const archive = JSON.stringify(join(packageFolder, 'bin', 'al2023.tar.br'));
    const libraries = unpack(node, folder, `inflate(${archive})`);
    env.LD_LIBRARY_PATH = [join(libraries, 'lib'), process.env.LD_LIBRARY_PATH]
      .filter(Boolean)
      .join(':');
  }
  return { ITSM_CHROMIUM: executablePath, ...env };
}

/**
 * The browser of the end-to-end tests, as environment variables for Playwright: an installed one, else
 * the one that came with the dependencies. Where that one does not run (it is for Linux on x64),
 * Playwright looks for Chrome.
 */
export function findBrowser(node) {
  if (process.env.ITSM_CHROMIUM) return {};
  const installed = INSTALLED.find(existsSync);
  if (installed) return { ITSM_CHROMIUM: installed };
  if (process.platform !== 'linux' || process.arch !== 'x64') return {};
  return fromRegistry(node);
}
