import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { stripVTControlCharacters } from 'node:util';
import { ADMIN_TOKEN, CI_TOKEN, createClient, type Client } from './client';
import type { HarnessDatabase } from './databases';
import { MODULES_VARIABLE, MUTATIONS_VARIABLE } from './environment';
import { ROOT } from './repository';
import { until } from './until';

/** How a source is broken on purpose. */
export interface Mutation {
  /** Absolute path. */
  file: string;
  find: string;
  replace: string;
}

export interface BackendOptions {
  database: HarnessDatabase;
  /** Laid over the demo's app-config.yaml. */
  config?: object;
  /** Files whose default export is a backend feature. */
  modules?: string[];
  mutations?: Mutation[];
  /** The same again, to start anew under the same address. */
  port?: number;
  env?: Record<string, string>;
  /** The checkout that it runs from; this one unless told. */
  root?: string;
  /** Of the checkout, the file to start; the portal without its records unless told. */
  entry?: string;
}

/** A backend in a process of its own, with a client that calls it as an administrator's machine. */
export interface BackendProcess extends Client {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** What it printed, colours removed. */
  output(): string;
  /** The exit code or signal; undefined while it runs. */
  ended(): string | number | undefined;
  signal(signal: NodeJS.Signals): void;
  /** Ends it at once, as a power cut would. */
  kill(): Promise<void>;
  /** Asks it to end. */
  stop(): Promise<void>;
}

const PORTAL = join('packages', 'harness', 'src', 'portal', 'main.ts');
const LINES_KEPT = 2_000;

/** A port that is free now. */
export function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => done(port));
    });
  });
}

/** The settings that tests rely on; the rest is the demo's. */
function settings(port: number, o: BackendOptions): object {
  const url = `http://127.0.0.1:${port}`;
  return {
    app: { baseUrl: url },
    backend: {
      baseUrl: url,
      listen: { port, host: '127.0.0.1' },
      database: o.database.config,
      auth: {
        // Replicas trust each other's tokens
        keys: [{ secret: 'shared-secret-of-the-harness' }],
        externalAccess: [
          { type: 'static', options: { token: ADMIN_TOKEN, subject: 'admin' } },
          {
            type: 'static',
            options: { token: CI_TOKEN, subject: 'ci-pipeline' },
            accessRestrictions: [
              { plugin: 'itsm', permission: ['itsm.deployment.create'] },
            ],
          },
        ],
      },
    },
    events: { useEventBus: 'always' },
  };
}

/** Starts the demo portal (without its records) as `npm start` does, and waits until it is ready. */
export async function startBackend(o: BackendOptions): Promise<BackendProcess> {
  const root = o.root ?? ROOT;
  const port = o.port ?? (await freePort());
  const folder = mkdtempSync(join(tmpdir(), 'itsm-backend-'));
  const files = [settings(port, o), o.config ?? {}].map((content, index) => {
    const file = join(folder, `config-${index}.json`);
    writeFileSync(file, JSON.stringify(content));
    return file;
  });
  const child = spawn(
    process.execPath,
    [
      ...[
        ...(o.mutations ? [require.resolve('./portal/mutate.cjs')] : []),
        join(root, 'scripts', 'process', 'typescript.cjs'),
        join(root, 'scripts', 'portal', 'keepConfigSchema.cjs'),
        join(root, 'scripts', 'portal', 'exitWithParent.cjs'),
      ].flatMap(file => ['--require', file]),
      join(root, o.entry ?? PORTAL),
      ...['../../app-config.yaml', ...files].flatMap(f => ['--config', f]),
    ],
    {
      cwd: join(root, 'packages', 'backend'),
      env: {
        ...process.env,
        NODE_ENV: 'development',
        NODE_OPTIONS: '',
        NODE_COMPILE_CACHE: join(tmpdir(), 'itsm-compile-cache'),
        [MODULES_VARIABLE]: JSON.stringify(o.modules ?? []),
        [MUTATIONS_VARIABLE]: JSON.stringify(o.mutations ?? []),
        ...o.env,
      },
      // The channel tells it when this process is gone, however that came about
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    },
  );
  const lines: string[] = [];
  for (const stream of [child.stdout!, child.stderr!]) {
    createInterface({ input: stream }).on('line', line => {
      // Our own questions would push out what the backend has to say.
      if (line.includes('incomingRequest')) return;
      lines.push(line);
      if (lines.length > LINES_KEPT) lines.shift();
    });
  }
  const exited = new Promise<void>(done => child.once('exit', () => done()));
  const end = async (signal: NodeJS.Signals) => {
    // A stopped process hears nothing but this
    child.kill(signal);
    if (signal !== 'SIGKILL') child.kill('SIGCONT');
    await exited;
    rmSync(folder, { recursive: true, force: true });
  };
  // One that stands still would not hear it
  const orphaned = () => {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', orphaned);
  void exited.then(() => process.removeListener('exit', orphaned));

  const url = `http://127.0.0.1:${port}`;
  const backend: BackendProcess = {
    ...createClient(url),
    url,
    port,
    pid: child.pid!,
    output: () => stripVTControlCharacters(lines.join('\n')),
    ended: () => child.exitCode ?? child.signalCode ?? undefined,
    signal: signal => void child.kill(signal),
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  };
  try {
    await until(async () => {
      if (backend.ended() !== undefined) return true;
      const { status } = await backend.call(
        'GET',
        '/.backstage/health/v1/readiness',
      );
      return status === 200;
    }, 'the backend to be ready');
    if (backend.ended() !== undefined) throw new Error('The backend ended');
  } catch (error: any) {
    await backend.kill();
    throw new Error(`${error.message}: ${backend.output().slice(-6_000)}`);
  }
  return backend;
}
