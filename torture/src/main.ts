import { closeArenas } from './arena';
import { Campaign } from './campaign';
import { runSmallDoses, writeDoseReport } from './doses';
import { tryMutants } from './mutants';
import { readOptions, type Options } from './options';
import { replay } from './replay';
import { writeReport } from './report/writeReport';
import { ResultsFile } from './results/ResultsFile';
import { summary } from './summary';
import { tests } from './tests';

const ids = tests.map(test => test.id);
const file = new ResultsFile(undefined, ids);
const log = (text: string) => console.log(text);

let current: Campaign | undefined;
/** Ctrl-C keeps what is done. The backends got it too and die. */
function endEarly() {
  current?.interrupt();
  // Pressed again, it does not wait
  closeArenas().finally(() => process.exit(130));
}
process.once('SIGINT', endEarly);
process.once('SIGTERM', endEarly);
// A round that broke leaves requests behind that nobody awaits
process.on('unhandledRejection', error => log(`Left behind: ${error}`));

/** `npm run torture`: see scripts/torture.mjs. */
async function main(o: Options): Promise<boolean> {
  const chosen = o.ids.length ? tests.filter(t => o.ids.includes(t.id)) : tests;
  if (o.reportOnly) {
    await writeReport(file.read(), tests);
    return true;
  }
  if (o.doses) {
    const results = await runSmallDoses(chosen, { ...o, log });
    if (o.json) writeDoseReport(o.json, results);
    return results.length > 0 && results.every(r => !r.violations.length);
  }
  let isGood = true;
  if (o.mutants) {
    const results = await tryMutants(chosen, {
      ...o,
      named: o.mutant,
      file,
      log,
    });
    isGood = results.every(result => result.caught);
    log(`${results.filter(r => r.caught).length} of ${results.length} caught`);
  } else {
    for (const test of chosen) {
      for (const engine of test.engines.filter(e => o.engines.includes(e))) {
        if (o.seed !== undefined) {
          const done = await replay(test, engine, o.seed, { file, log });
          isGood &&= done.violations.length === 0;
          continue;
        }
        current = new Campaign(test, engine, { file, log, minutes: o.minutes });
        isGood = (await current.run()) && isGood;
      }
    }
    log(`\n${summary(file.read(), chosen, o.engines)}`);
    isGood &&= !file
      .read()
      .cells.some(
        cell =>
          chosen.some(test => test.id === cell.test) &&
          o.engines.includes(cell.engine) &&
          cell.violations.length > 0,
      );
  }
  await writeReport(file.read(), tests);
  return isGood;
}

async function start(): Promise<void> {
  const isGood = await main(readOptions(process.argv.slice(2), ids));
  process.exitCode = isGood ? 0 : 1;
}

start().catch(error => {
  console.error(error.stack);
  process.exitCode = 1;
});
