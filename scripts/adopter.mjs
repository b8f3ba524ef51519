// npm run adopter: do the packages, as they are published, work in somebody else's app? Packs them, installs
// them into the app of scripts/adopter/1.55, whose lockfile is that of Backstage 1.55, and wants of it
//   - one copy of each package of Backstage, as that lockfile has
//   - types without errors
//   - the tab of an entity and the ITSM page in a browser, without an error there
// The app is built in a folder of its own outside of the repository, which goes away unless --keep is given.
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openInBrowser } from './adopter/openInBrowser.mjs';
import { addPackages, packPackages } from './adopter/packages.mjs';
import { bootstrap } from './bootstrap/bootstrap.mjs';
import { inRoot, logFile } from './bootstrap/paths.mjs';
import { yarnEnvironment } from './bootstrap/yarn.mjs';
import { untilReady } from './portal/backend.mjs';
import { main } from './process/main.mjs';
import { freePort } from './process/port.mjs';
import { step } from './process/progress.mjs';
import { endTogether, run, start, stop } from './process/run.mjs';
import { copiesOf, doubled } from './testing/copies.mjs';

const RELEASE = '1.55';
const START_WITHIN_MS = 120_000;
const folder = mkdtempSync(join(tmpdir(), 'itsm-adopter-'));
const removeFolder = () => {
  if (process.argv.includes('--keep')) console.log(`The app is in ${folder}`);
  else rmSync(folder, { recursive: true, force: true });
};
endTogether(async () => removeFolder());

const log = name => logFile(`adopter-${name}`);
const inApp = (...parts) => join(folder, ...parts);

async function checkCopies(tools) {
  await run('yarn install', tools.node, [tools.yarn, 'install'], {
    cwd: folder,
    // A lockfile that lacks our packages is what an adopter has
    env: {
      ...tools.env,
      ...yarnEnvironment(),
      YARN_ENABLE_IMMUTABLE_INSTALLS: '0',
    },
    log: log('install'),
  });
  const several = doubled(copiesOf(readFileSync(inApp('yarn.lock'), 'utf8')));
  if (several.length) {
    throw new Error(`More than one copy of ${several.join(', ')}`);
  }
}

async function checkPages(tools) {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const backendLog = log('backend');
  const transform = inApp(
    'node_modules/@backstage/cli-node/config/nodeTransform.cjs',
  );
  const backend = start(tools.node, ['--require', transform, 'src/index.ts'], {
    cwd: inApp('packages', 'backend'),
    env: {
      ...tools.env,
      NODE_ENV: 'development',
      APP_CONFIG_app_baseUrl: url,
      APP_CONFIG_backend_baseUrl: url,
      APP_CONFIG_backend_listen_port: String(port),
    },
    log: backendLog,
  });
  try {
    // A backend that could not start a plugin goes on without being ready
    const limit = setTimeout(() => stop(backend), START_WITHIN_MS);
    await untilReady(backend, port, backendLog);
    clearTimeout(limit);
    await openInBrowser(tools, url);
  } finally {
    await stop(backend);
  }
}

await main(async () => {
  try {
    const tools = await bootstrap();
    const inFolder = (title, program, args, cwd = folder) =>
      run(title, tools.node, [inApp('node_modules', program), ...args], {
        cwd,
        env: tools.env,
        log: log(title),
      });
    cpSync(inRoot('scripts', 'adopter', RELEASE), folder, { recursive: true });
    const packed = await step('Packages', () =>
      packPackages(tools, folder, log('packages')),
    );
    addPackages(folder, packed);
    await step('One copy of each package', () => checkCopies(tools));
    await step('Types', () =>
      inFolder('types', 'typescript/bin/tsc', ['--pretty', 'false']),
    );
    await step('Frontend', () =>
      inFolder(
        'frontend',
        '@backstage/cli/bin/backstage-cli',
        ['package', 'build'],
        inApp('packages', 'app'),
      ),
    );
    await step('Pages', () => checkPages(tools));
    console.log(`\nThe packages work in an app of Backstage ${RELEASE}.`);
  } finally {
    removeFolder();
  }
});
