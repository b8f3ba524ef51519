import { checkOutEarlier } from 'itsm-harness';
import { readUpgradeOptions } from './options';
import { remakeFixture, upgradeFrom } from './upgrade';

/** `npm run upgrade`: see scripts/upgrade.mjs. */
async function main(): Promise<boolean> {
  const options = readUpgradeOptions(process.argv.slice(2));
  const build = checkOutEarlier(options.from);
  let isGood = true;
  try {
    for (const engine of options.engines) {
      const begin = Date.now();
      const log = (text: string) => {
        const seconds = Math.round((Date.now() - begin) / 1_000);
        console.log(`${engine} [${seconds} s] ${text}`);
      };
      if (options.fixture) {
        const bytes = await remakeFixture({ ...options, build, engine, log });
        log(`What the tests upgrade has ${bytes} bytes`);
        continue;
      }
      const { faults, comparison, entries, startMs } = await upgradeFrom({
        ...options,
        build,
        engine,
        log,
      });
      for (const [why, times] of comparison.intended) {
        log(`${times} answers differ as intended: ${why}`);
      }
      if (comparison.added.size > 0)
        log(`New fields: ${[...comparison.added].sort().join(' ')}`);
      faults.forEach(fault => log(`✖ ${fault}`));
      log(
        `${build.commit} → this build: ready after ${startMs} ms, ${entries} entries verified, ${comparison.differences.length} answers differ, ${faults.length} faults`,
      );
      isGood &&= faults.length === 0;
    }
  } finally {
    build.remove();
  }
  return isGood;
}

// So that what was made is taken away: it hangs on the exit, which a signal would skip
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => process.exit(130));
}
main().then(
  isGood => process.exit(isGood ? 0 : 1),
  error => {
    console.error(error.stack);
    process.exit(1);
  },
);
