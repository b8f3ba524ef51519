import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT, type Engine } from 'itsm-harness';
import { ENGINES } from './fill/__testing__/emptyDatabase';
import type { Results } from './results/Results';
import { readResults } from './results/resultsFile';
import { scenarios } from './scenarios';

const ALL = scenarios.map(({ id }) => id);
/** Everything once; on PostgreSQL only what has statements of its own there, on one database. */
const SCENARIOS: Record<Engine, string[]> = {
  sqlite: ALL,
  postgres: ALL.filter(id => !['mix', 'start'].includes(id)),
};
const SIZES: Record<Engine, string> = { sqlite: '1400,2000', postgres: '2000' };

const output = mkdtempSync(join(tmpdir(), 'itsm-bench-test-'));
const folderOf = (engine: Engine) => join(output, engine);
afterAll(() => rmSync(output, { recursive: true, force: true }));

/** Runs the bench as `npm run bench` does; answers its exit code and what it printed. */
async function smoke(engine: Engine) {
  const child = spawn(
    process.execPath,
    [
      '--require',
      join(ROOT, 'scripts', 'process', 'typescript.cjs'),
      '--require',
      join(ROOT, 'scripts', 'portal', 'exitWithParent.cjs'),
      join(ROOT, 'bench', 'src', 'main.ts'),
      '--smoke',
      `--engine=${engine}`,
      `--output=${folderOf(engine)}`,
      `--only=${SCENARIOS[engine]}`,
      `--sizes=${SIZES[engine]}`,
    ],
    {
      cwd: ROOT,
      env: { ...process.env, NODE_ENV: 'development', NODE_OPTIONS: '' },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    },
  );
  const printed: string[] = [];
  const keep = (data: Buffer) => printed.push(String(data));
  child.stdout!.on('data', keep);
  child.stderr!.on('data', keep);
  const code = await new Promise(done => child.once('close', done));
  return { code, printed: printed.join('') };
}

/** Promises that something does not happen, which no machine is too slow for. */
function broken({ cells }: Results): string[] {
  const goals = scenarios.flatMap(({ id, goals: all }) =>
    all
      .filter(({ bound }) => bound && 'atMost' in bound && bound.atMost === 0)
      .map(goal => ({ id, goal })),
  );
  return goals.flatMap(({ id, goal }) =>
    cells
      .filter(cell => cell.scenario === id)
      .filter(cell => (goal.result(cell)?.high ?? 0) > 0)
      .map(cell => `${goal.text} on ${cell.engine}: ${cell.notes}`),
  );
}

describe('a smoke of the bench', () => {
  // Side by side: each waits for its backend most of the time
  let runs: Map<Engine, ReturnType<typeof smoke>>;
  beforeAll(() => {
    runs = new Map(ENGINES.map(engine => [engine, smoke(engine)]));
  });

  it.each(ENGINES)('compares, measures and reports: %s', async engine => {
    const { code, printed } = await runs.get(engine)!;
    if (code !== 0) throw new Error(`It ended with ${code}: ${printed}`);

    const results = readResults(folderOf(engine));
    expect(broken(results)).toEqual([]);
    expect(new Set(results.cells.map(cell => cell.scenario))).toEqual(
      new Set(SCENARIOS[engine]),
    );
    const file = join(folderOf(engine), 'docs', 'performance.md');
    const page = readFileSync(file, 'utf8');
    for (const { id, title } of scenarios) {
      expect(page.includes(`## ${title}`)).toBe(SCENARIOS[engine].includes(id));
    }
  });
});
