import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { root, toolchain } from '../bootstrap/paths.mjs';
import { duration } from '../process/progress.mjs';
import { inRunFolder, runFolders } from './runFolder.mjs';

/** One row of a table of times: a step, a test file or a test. */
const row = (name, ms) => ({ name, ms: Math.round(ms) });

/** Tests that are quicker are not worth a row. */
const SLOW_TEST_MS = 3_000;
const ROWS_PRINTED = 12;
const ROWS_KEPT = 60;
const TABLE = toolchain('timings.md');

const read = file =>
  existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;

const inCheckout = file => relative(root, file);

/** Times of a report of `jest --json`: each file with what it loads, each slow test by itself. */
export function timesOfJest(file) {
  const results = read(file)?.testResults ?? [];
  return {
    files: results.map(r => row(inCheckout(r.name), r.endTime - r.startTime)),
    tests: results.flatMap(r =>
      r.assertionResults
        .filter(test => test.duration >= SLOW_TEST_MS)
        .map(test =>
          row(`${inCheckout(r.name)} › ${test.title}`, test.duration),
        ),
    ),
  };
}

/** Times of a JSON report of Playwright, every attempt counted. */
export function timesOfPlaywright(file) {
  const report = read(file);
  const files = new Map();
  const tests = [];
  const visit = suite => {
    suite.suites?.forEach(visit);
    for (const spec of suite.specs ?? []) {
      const ms = spec.tests
        .flatMap(test => test.results)
        .reduce((sum, result) => sum + result.duration, 0);
      files.set(spec.file, (files.get(spec.file) ?? 0) + ms);
      if (ms >= SLOW_TEST_MS)
        tests.push(row(`${spec.file} › ${spec.title}`, ms));
    }
  };
  report?.suites?.forEach(visit);
  return { files: [...files].map(([name, ms]) => row(name, ms)), tests };
}

/** Times of what `torture --doses` wrote. */
export function timesOfDoses(file) {
  const results = read(file) ?? [];
  return {
    files: results.map(r =>
      row(`torture ${r.engine} › ${r.test} ${r.title}`, r.ms),
    ),
    tests: [],
  };
}

function commit() {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], {
      cwd: root,
      encoding: 'utf8',
      stdio: 'pipe',
    }).trim();
  } catch {
    return 'no commit';
  }
}

/** Each row's times in the runs, newest run first and slowest row of it on top, as Markdown. */
function table(title, runs, rowsOf) {
  const names = new Map();
  runs.forEach((run, index) => {
    for (const { name, ms } of rowsOf(run)) {
      const times = names.get(name) ?? runs.map(() => undefined);
      times[index] = (times[index] ?? 0) + ms;
      names.set(name, times);
    }
  });
  const rows = [...names]
    .filter(([, times]) => times[0] !== undefined)
    .sort(([, a], [, b]) => b[0] - a[0])
    .slice(0, ROWS_KEPT);
  if (rows.length === 0) return [];
  const line = cells => `| ${cells.join(' | ')} |`;
  const time = ms => (ms === undefined ? '' : duration(ms));
  return [
    `\n## ${title}\n`,
    line(['', ...runs.map(run => `${run.date.slice(5, 16)} ${run.commit}`)]),
    line(['---', ...runs.map(() => '---:')]),
    ...rows.map(([name, times]) => line([name, ...times.map(time)])),
  ];
}

/**
 * Keeps the times of this run, renders the table of the last runs, and prints where this one's time went.
 *
 * @param results of steps: `{name, ms, times?: {files, tests}}`
 */
export function tellTimings(results, ms) {
  const files = results.flatMap(({ times }) => times?.files ?? []);
  const tests = results.flatMap(({ times }) => times?.tests ?? []);
  const run = {
    date: new Date().toISOString().replace('T', ' '),
    commit: commit(),
    steps: [row('whole run', ms), ...results.map(r => row(r.name, r.ms))],
    files,
    tests,
  };
  writeFileSync(inRunFolder('timings.json'), JSON.stringify(run));

  const runs = runFolders()
    .reverse()
    .map(folder => read(`${folder}/timings.json`))
    .filter(Boolean);
  const text = [
    '# Times of the last runs, newest first',
    ...table('Steps', runs, r => r.steps),
    ...table('Test files', runs, r => r.files),
    ...table('Slow tests', runs, r => r.tests),
  ];
  writeFileSync(TABLE, `${text.join('\n')}\n`);

  if (files.length > 0) {
    console.log('\nSlowest test files:');
    const slowest = [...files].sort((a, b) => b.ms - a.ms);
    for (const each of slowest.slice(0, ROWS_PRINTED)) {
      console.log(`${duration(each.ms).padStart(14)}  ${each.name}`);
    }
  }
  console.log(`\nTimes of the last runs: ${inCheckout(TABLE)}`);
}
