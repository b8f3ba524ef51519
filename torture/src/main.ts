import { parseArgs } from 'node:util';
import type { Engine } from 'itsm-harness';
import { openArena } from './arena';
import { runRounds } from './run';
import { tests } from './tests';

/** `npm run torture`: see scripts/torture.mjs. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    args: process.argv.slice(2),
    allowPositionals: true,
    options: {
      engine: { type: 'string' },
      minutes: { type: 'string' },
      seed: { type: 'string' },
    },
  });
  const chosen = positionals.length
    ? tests.filter(test => positionals.includes(test.id))
    : tests;
  for (const test of chosen) {
    for (const engine of test.engines) {
      if (values.engine && values.engine !== engine) continue;
      const arena = await openArena(engine as Engine, { log: console.log });
      const end = values.minutes
        ? Date.now() + Number(values.minutes) * 60_000
        : Infinity;
      try {
        const done = await runRounds(test, arena, {
          firstSeed: Number(values.seed ?? 1),
          goesOn: d =>
            values.seed
              ? d.rounds < 1
              : d.units < test.fullDose && Date.now() < end,
          onRound: (seed, round) =>
            console.log(test.id, engine, seed, JSON.stringify(round)),
        });
        console.log(test.id, engine, JSON.stringify(done));
      } finally {
        await arena.close();
      }
    }
  }
}

main().catch(error => {
  console.error(error);
  process.exitCode = 1;
});
