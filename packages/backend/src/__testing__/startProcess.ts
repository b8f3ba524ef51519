import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { stripVTControlCharacters } from 'node:util';

const packageFolder = dirname(require.resolve('../../package.json'));

/** A port that is free now. */
function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => done(port));
    });
  });
}

export const ADMIN_TOKEN = 'token-of-the-process-tests';

export interface BackendProcess {
  url: string;
  output: () => string;
  call(
    method: string,
    path: string,
    o?: { body?: unknown; headers?: object },
  ): Promise<{
    status: number;
    body: any;
  }>;
  stop(): Promise<void>;
}

/**
 * Starts the demo's backend as a process of its own, as `npm start` does, on a database that
 * several of them may share.
 */
export async function startProcess(
  connection: object,
): Promise<BackendProcess> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const config = {
    app_baseUrl: url,
    backend_baseUrl: url,
    backend_listen_port: port,
    backend_listen_host: '127.0.0.1',
    backend_database: {
      client: 'pg',
      pluginDivisionMode: 'schema',
      connection,
    },
    backend_auth_keys: [{ secret: 'shared-secret-of-the-process-tests' }],
    backend_auth_externalAccess: [
      { type: 'static', options: { token: ADMIN_TOKEN, subject: 'admin' } },
    ],
    events_useEventBus: 'always',
    demo_records: false,
  };
  const child: ChildProcess = spawn(
    process.execPath,
    [
      '--require',
      require.resolve('@backstage/cli-node/config/nodeTransform.cjs'),
      'src/index.ts',
    ],
    {
      cwd: packageFolder,
      env: {
        ...process.env,
        NODE_ENV: 'development',
        NODE_OPTIONS: '',
        ...Object.fromEntries(
          Object.entries(config).map(([key, value]) => [
            `APP_CONFIG_${key}`,
            JSON.stringify(value),
          ]),
        ),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const lines: string[] = [];
  const output = () => stripVTControlCharacters(lines.join('\n'));
  for (const stream of [child.stdout!, child.stderr!]) {
    createInterface({ input: stream }).on('line', line => {
      // Our own questions would push out what the backend has to say.
      if (!line.includes('incomingRequest')) lines.push(line);
    });
  }
  const ended = new Promise<void>(done => child.once('exit', () => done()));

  const backend: BackendProcess = {
    url,
    output,
    call: async (method, path, o = {}) => {
      const response = await fetch(`${url}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${ADMIN_TOKEN}`,
          'content-type': 'application/json',
          ...(o.headers as Record<string, string>),
        },
        body:
          o.body === undefined || typeof o.body === 'string'
            ? (o.body as string | undefined)
            : JSON.stringify(o.body),
      });
      return {
        status: response.status,
        body: await response.json().catch(() => undefined),
      };
    },
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
  await until(async () => {
    if (child.exitCode !== null) {
      throw new Error(`The backend ended: ${output().slice(-2_000)}`);
    }
    const { status } = await backend.call(
      'GET',
      '/.backstage/health/v1/readiness',
    );
    return status === 200;
  }, 'the backend to be ready').catch(error => {
    child.kill('SIGKILL');
    throw new Error(`${error.message}: ${output().slice(-6_000)}`);
  });
  return backend;
}

/** Asks again and again until it is so; a process of its own can't be asked to wake us. */
export async function until(
  isSo: () => Promise<boolean>,
  what: string,
  timeoutMs = 90_000,
): Promise<void> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    try {
      if (await isSo()) return;
    } catch (error: any) {
      if (error?.cause?.code !== 'ECONNREFUSED') throw error;
    }
    if (Date.now() > end) throw new Error(`Waited too long for ${what}`);
    await new Promise(done => setTimeout(done, 100));
  }
}
