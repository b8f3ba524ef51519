import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../process/port.mjs';
import { findPostgres } from './binaries.mjs';

const READY = 'database system is ready to accept connections';

/** PostgreSQL refuses to run as root: the user that it runs as then, none of which is created here. */
function unprivilegedUser() {
  if (process.getuid?.() !== 0) return {};
  for (const name of ['postgres', 'nobody']) {
    try {
      const id = flag =>
        Number(
          execFileSync('id', [flag, name], { encoding: 'utf8', stdio: 'pipe' }),
        );
      return { uid: id('-u'), gid: id('-g') };
    } catch {
      // try the next one
    }
  }
  throw new Error(
    'PostgreSQL does not run as root, and there is no user `postgres` or `nobody`',
  );
}

function writeFor(user, file, text) {
  writeFileSync(file, text, { mode: 0o600 });
  if (user.uid !== undefined) chownSync(file, user.uid, user.gid);
}

/**
 * A collation like that of most production servers (language-aware) that every machine has: it is
 * in the ICU that comes with the binaries. Order that only holds byte by byte shows in tests.
 */
const INITDB_FLAGS = [
  '--encoding=UTF8',
  '--locale=C',
  '--locale-provider=icu',
  '--icu-locale=en-US',
  '--auth=scram-sha-256',
  '--username=postgres',
  '--no-instructions',
];

async function initialise({ initdb, user, folder, passwordFile }) {
  const child = spawn(
    initdb,
    [...INITDB_FLAGS, `--pgdata=${folder}`, `--pwfile=${passwordFile}`],
    {
      ...user,
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let output = '';
  child.stdout.on('data', chunk => (output += chunk));
  child.stderr.on('data', chunk => (output += chunk));
  const code = await new Promise(resolve => child.once('close', resolve));
  if (code !== 0) throw new Error(`initdb failed (${code})\n${output}`);
}

/**
 * Starts a PostgreSQL whose files are below `folder`, made on first use. Returns its `port`, its `url`
 * (a superuser, on 127.0.0.1 only), `stop`, and `crash`, which ends it as a power cut would.
 */
export async function startCluster({ folder, flags = [], port }) {
  const user = unprivilegedUser();
  const { initdb, postgres } = findPostgres(user.uid !== undefined);
  const dataFolder = join(folder, 'cluster');
  const passwordFile = join(folder, 'password');

  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (user.uid !== undefined) chownSync(folder, user.uid, user.gid);
  if (!existsSync(join(dataFolder, 'PG_VERSION'))) {
    rmSync(dataFolder, { recursive: true, force: true });
    writeFor(user, passwordFile, randomBytes(18).toString('hex'));
    await initialise({ initdb, user, folder: dataFolder, passwordFile });
  }

  const chosenPort = port ?? (await freePort());
  const args = [
    '-D',
    dataFolder,
    '-p',
    chosenPort,
    '-h',
    '127.0.0.1',
    '-k',
    '',
    ...flags,
  ];
  const child = spawn(postgres, args.map(String), {
    ...user,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  await untilReady(child);

  const password = readFileSync(passwordFile, 'utf8');
  const end = async signal => {
    if (child.exitCode !== null) return;
    const ended = new Promise(resolve => child.once('exit', resolve));
    child.kill(signal);
    await ended;
  };
  return {
    port: chosenPort,
    url: `postgresql://postgres:${password}@127.0.0.1:${chosenPort}/postgres`,
    // "Fast" shutdown: it ends the sessions instead of waiting for them
    stop: () => end('SIGINT'),
    // "Immediate": the next start recovers what was committed from the log
    crash: () => end('SIGQUIT'),
  };
}

function untilReady(child) {
  return new Promise((resolve, reject) => {
    let output = '';
    child.stderr.on('data', chunk => {
      output += chunk;
      if (output.includes(READY)) {
        child.stderr.removeAllListeners('data');
        child.stderr.resume();
        resolve();
      }
    });
    child.once('exit', code =>
      reject(new Error(`PostgreSQL ended (${code})\n${output}`)),
    );
    child.once('error', reject);
  });
}
