import { readFileSync } from 'node:fs';

const TICK_SECONDS = 30;
const COLOURS = /\x1b\[[0-9;]*m/g;

/** `850 ms`, `12.3 s`, `2 min 05 s` */
export function duration(ms) {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(
    2,
    '0',
  )} s`;
}

/**
 * Says that `work` began, that it is still going on, and how long it took. Passes its result and
 * its failure on.
 */
export async function step(title, work) {
  const began = performance.now();
  const elapsed = () => duration(performance.now() - began);
  console.log(`… ${title}`);
  const ticker = setInterval(
    () => console.log(`… ${title}: ${elapsed()} so far`),
    TICK_SECONDS * 1000,
  );
  try {
    const result = await work();
    console.log(`✔ ${title} (${elapsed()})`);
    return result;
  } catch (error) {
    console.log(`✖ ${title} (${elapsed()})`);
    throw error;
  } finally {
    clearInterval(ticker);
  }
}

/** The last lines of a log, for somebody who needs to know why a step failed. */
export function tail(file, lines = 60) {
  try {
    return readFileSync(file, 'utf8')
      .replace(COLOURS, '')
      .trimEnd()
      .split('\n')
      .slice(-lines)
      .join('\n');
  } catch {
    return '';
  }
}
