// Runs beside a command that needs a PostgreSQL: starts it, says where it is, and stops it when the
// command ends, in whatever way: the channel to it closes then.
import { rmSync } from 'node:fs';
import { startCluster } from './cluster.mjs';

const { folder, temporary } = JSON.parse(process.argv[2]);
const flags = temporary
  ? [
      '-c',
      'fsync=off',
      '-c',
      'synchronous_commit=off',
      '-c',
      'full_page_writes=off',
      '-c',
      'max_connections=300',
    ]
  : ['-c', 'max_connections=300'];

let cluster;
let gone = false;

async function end() {
  if (gone) return;
  gone = true;
  await cluster?.stop();
  if (temporary) rmSync(folder, { recursive: true, force: true });
  process.exit(0);
}
process.on('disconnect', end);
process.on('SIGTERM', end);
process.on('SIGINT', end);

try {
  cluster = await startCluster({ folder, flags });
  if (!gone) process.send({ url: cluster.url });
} catch (error) {
  process.send?.({ error: error.message });
  await end();
}
