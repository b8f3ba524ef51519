import { existsSync, readFileSync } from 'node:fs';

function read(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

/** Counts a report of `jest --json`. A test file that could not even run counts as one failure. */
export function countJest(file) {
  const report = read(file);
  if (!report) return { passed: 0, failed: 0, skipped: 0 };
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** Counts a JSON report of Playwright. A flaky test passed in the end. */
export function countPlaywright(file) {
  const stats = read(file)?.stats;
  if (!stats) return { passed: 0, failed: 0, skipped: 0 };
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    skipped: stats.skipped,
    flaky: stats.flaky,
  };
}

/** Counts what `torture --doses` wrote; a dose is a test. */
export function countDoses(file) {
  const results = read(file) ?? [];
  const failed = results.filter(r => r.violations.length > 0).length;
  return { passed: results.length - failed, failed, skipped: 0 };
}
