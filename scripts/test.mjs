// npm test: everything that must hold before a commit is good. Each step runs even if one before it
// failed. The last line of the output is `N passed, N failed`: tests, and one for each step.
//   --quick              types, SQLite tests, changed files
//   --only=lint,tests    some steps, by their key
//   -- …                 the rest goes to jest, torture or Playwright: npm test -- --only=tests -- plugins/itsm
// Where the time went, now and in the last runs, is in .toolchain/timings.md
import { bootstrap } from './bootstrap/bootstrap.mjs';
import {
  apiReports,
  changes,
  formatting,
  lint,
  quickTypes,
  types,
  unused,
  workspace,
  writeApiReports,
} from './testing/checks.mjs';
import {
  appBuild,
  doses,
  endToEnd,
  quickTests,
  tests,
} from './testing/suites.mjs';
import { tellTimings } from './testing/timings.mjs';
import { main } from './process/main.mjs';
import { duration, step, tail } from './process/progress.mjs';
import { endTogether, isEnding } from './process/run.mjs';

/** By their keys. */
const STEPS = {
  formatting,
  types,
  lint,
  unused,
  workspace,
  'api-reports': apiReports,
  tests,
  doses,
  build: appBuild,
  e2e: endToEnd,
};
/** Those of a row run one after the other, rows of a group at the same time: each uses one core. */
const WHOLE = [
  [
    [types, apiReports],
    [formatting, lint, unused, workspace],
  ],
  [[tests]],
  [[doses]],
  [[appBuild, endToEnd]],
];
const QUICK = [[[quickTypes], [changes]], [[quickTests]]];

const ALL = {
  ...STEPS,
  changes,
  'quick-types': quickTypes,
  'quick-tests': quickTests,
  'write-api-reports': writeApiReports,
};

function parseArguments([...args]) {
  const separator = args.indexOf('--');
  const extra = separator < 0 ? [] : args.splice(separator).slice(1);
  const only = args
    .find(a => a.startsWith('--only='))
    ?.slice('--only='.length)
    .split(',');
  const unknown = only?.filter(key => !ALL[key]);
  if (unknown?.length) {
    throw Object.assign(new Error(`There is no step ${unknown}.`), {
      hint: `Steps: ${Object.keys(ALL).join(', ')}`,
    });
  }
  const groups = args.includes('--quick') ? QUICK : WHOLE;
  return {
    groups: only ? only.map(key => [[ALL[key]]]) : groups,
    extra,
  };
}

async function runStep(current, tools, extra) {
  const began = performance.now();
  let counts = {};
  let ok = true;
  try {
    counts = (await step(current.name, () => current.run(tools, extra))) ?? {};
  } catch (error) {
    if (isEnding()) throw error;
    ok = false;
    counts = error.counts ?? {};
    const output = error.log ? tail(error.log, 100) : error.stack;
    console.log(`\n${output}\n\n${error.log ? error.message : ''}\n`);
  }
  return { name: current.name, ok, ms: performance.now() - began, ...counts };
}

async function runRow(row, tools, extra) {
  const results = [];
  for (const current of row) {
    results.push(await runStep(current, tools, extra));
  }
  return results;
}

function report(results) {
  console.log();
  for (const { name, ok, ms, passed, failed, skipped, flaky } of results) {
    const tested =
      passed === undefined ? '' : `${passed} passed, ${failed} failed`;
    const aside = [
      skipped && `${skipped} skipped`,
      flaky && `${flaky} flaky`,
    ].filter(Boolean);
    const text = [tested, ...aside].filter(Boolean).join(', ');
    console.log(
      `${ok ? '✔' : '✖'} ${name.padEnd(38)} ${duration(ms).padStart(12)}  ${text}`.trimEnd(),
    );
  }
  const sum = (key, steps) =>
    results.reduce((n, r) => n + (r[key] ?? 0), steps);
  const passed = sum('passed', results.filter(r => r.ok).length);
  const failed = sum('failed', results.filter(r => !r.ok).length);
  console.log(`\n${passed} passed, ${failed} failed`);
  return failed;
}

endTogether();
await main(async () => {
  const { groups, extra } = parseArguments(process.argv.slice(2));
  const tools = await bootstrap();
  const results = [];
  const began = performance.now();
  for (const rows of groups) {
    const done = await Promise.all(rows.map(row => runRow(row, tools, extra)));
    results.push(...done.flat());
  }
  tellTimings(results, performance.now() - began);
  process.exitCode = report(results) ? 1 : 0;
});
