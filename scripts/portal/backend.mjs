import { inRoot } from '../bootstrap/paths.mjs';
import { CommandError, exitOf, start } from '../process/run.mjs';

const POLL_MS = 150;
const PEOPLE_TIMEOUT_MS = 30_000;
/** A persona of `demo.personas` in app-config.yaml. */
const SOMEBODY = 'user:default/eddie';

/** Settings that win over app-config.yaml, as Backstage reads them from the environment. */
function configEnvironment({ port, host, database, useEventBus, more = {} }) {
  const url = `http://localhost:${port}`;
  const config = {
    app_baseUrl: url,
    backend_baseUrl: url,
    backend_listen_port: port,
    ...(host && { backend_listen_host: host }),
    backend_database: database,
    ...(useEventBus && { events_useEventBus: useEventBus }),
    ...more,
  };
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => [
      `APP_CONFIG_${key}`,
      JSON.stringify(value),
    ]),
  );
}

/**
 * Starts the backend from its sources, as `backstage-cli package start` does but without watching
 * them, and waits until it is ready. It serves the frontend too.
 */
export async function startBackend({
  node,
  env,
  port,
  host,
  database,
  useEventBus,
  more,
  log,
}) {
  const args = [
    '--enable-source-maps',
    '--require',
    inRoot(
      'node_modules',
      '@backstage',
      'cli-node',
      'config',
      'nodeTransform.cjs',
    ),
    '--require',
    inRoot('scripts', 'portal', 'exitWithParent.cjs'),
    'src/index.ts',
  ];
  const child = start(node, args, {
    cwd: inRoot('packages', 'backend'),
    env: {
      ...env,
      NODE_ENV: 'development',
      ...configEnvironment({ port, host, database, useEventBus, more }),
    },
    log,
    ipc: true,
  });
  await untilReady(child, port, log);
  await untilPeopleExist(port);
  return child;
}

/** Resolves once the backend on this port is ready; throws if it ends before. */
export async function untilReady(child, port, log) {
  let ended;
  exitOf(child).then(code => {
    ended = code;
  });
  for (;;) {
    if (ended !== undefined) throw new CommandError('The backend', ended, log);
    const ready = await fetch(
      `http://127.0.0.1:${port}/.backstage/health/v1/readiness`,
    ).then(
      response => response.ok,
      () => false,
    );
    if (ready) return;
    await new Promise(resolve => setTimeout(resolve, POLL_MS));
  }
}

/**
 * The backend is ready before its catalog has read the files with the people. Whoever signs in during
 * these seconds of the first start would be told that they do not exist.
 */
async function untilPeopleExist(port) {
  for (const end = Date.now() + PEOPLE_TIMEOUT_MS; Date.now() < end;) {
    const known = await fetch(
      `http://127.0.0.1:${port}/api/auth/demo/refresh`,
      {
        headers: { 'x-demo-persona': SOMEBODY },
      },
    ).then(
      response => response.ok,
      () => false,
    );
    if (known) return;
    await new Promise(resolve => setTimeout(resolve, POLL_MS));
  }
}
