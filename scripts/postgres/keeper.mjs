// Runs beside a command that needs a PostgreSQL: starts it, says where it is, and stops it when the
// command ends, in whatever way: the channel to it closes then. The command may send `crash` and
// `start`, each of which is answered when it is done.
import { rmSync } from 'node:fs';
import { startCluster } from './cluster.mjs';
import { dropWhatIsNotKept, forgetCrashed } from './keptDatabases.mjs';

const CARELESS = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
];
const SETTINGS = {
  temporary: CARELESS,
  test: CARELESS,
  persistent: [],
  // As careful as in production: what was committed must outlive a crash
  crashing: [],
  // What one would give a server of this size; all that is acknowledged is on disk
  measured: [
    'shared_buffers=1GB',
    'effective_cache_size=4GB',
    'maintenance_work_mem=512MB',
    'max_wal_size=8GB',
    'checkpoint_timeout=30min',
    'random_page_cost=1.1',
  ],
};

const { folder, purpose } = JSON.parse(process.argv[2]);
const flags = ['max_connections=300', ...SETTINGS[purpose]].flatMap(s => [
  '-c',
  s,
]);

let cluster;
let gone = false;

async function end() {
  if (gone) return;
  gone = true;
  await cluster?.stop();
  if (['temporary', 'crashing'].includes(purpose))
    rmSync(folder, { recursive: true, force: true });
  process.exit(0);
}
process.on('disconnect', end);
process.on('SIGTERM', end);
process.on('SIGINT', end);

process.on('message', async command => {
  if (command === 'crash') await cluster.crash();
  if (command === 'start') {
    cluster = await startCluster({ folder, flags, port: cluster.port });
  }
  if (!gone) process.send({ done: command });
});

try {
  if (purpose === 'test') await forgetCrashed(folder);
  cluster = await startCluster({ folder, flags });
  if (purpose === 'test') await dropWhatIsNotKept(cluster.url);
  if (!gone) process.send({ url: cluster.url });
} catch (error) {
  process.send?.({ error: error.message });
  await end();
}
