import { keptDatabases, passingDatabases } from './fill';
import { readOptions } from './options';
import { runBench } from './runBench';
import { scenarios } from './scenarios';

/** `npm run bench`: see scripts/bench.mjs. */
async function main(): Promise<void> {
  const start = Date.now();
  const options = readOptions(
    process.argv.slice(2),
    scenarios.map(scenario => scenario.id),
  );
  const databases =
    options.effort === 'smoke' ? passingDatabases() : keptDatabases();
  try {
    await runBench(options, databases, text => {
      const seconds = Math.round((Date.now() - start) / 1_000);
      console.log(`[${String(seconds).padStart(4)} s] ${text}`);
    });
  } finally {
    await databases.close();
  }
}

// Backends end with this process, but only when it ends in an orderly way
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => process.exit(1));
}

main().then(
  // A connection that somebody forgot must not keep us
  () => process.exit(0),
  error => {
    console.error(error);
    process.exit(1);
  },
);
