import { isEnding } from './run.mjs';

/** Runs a command of this repository and turns what it throws into something readable. */
export async function main(command) {
  try {
    await command();
  } catch (error) {
    // Children that die of our own Ctrl-C are no failure
    if (isEnding()) return;
    if (error.tail) console.error(`\n${error.tail}\n`);
    console.error(error.log || error.hint ? error.message : error.stack);
    if (error.hint) console.error(error.hint);
    process.exit(1);
  }
}
