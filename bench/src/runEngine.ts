import { loadavg } from 'node:os';
import { gitCommit, type Engine } from 'itsm-harness';
import type { Effort, Scale } from './Effort';
import type { FilledDatabases, Size } from './fill';
import { readEnvironment } from './results/environment';
import type { Cell, Measured, Results } from './results/Results';
import type { Bench, Scenario } from './scenarios/Scenario';
import { openStage, type Stage } from './stage/Stage';

/** Of everything that a run chooses by chance: samples, filters, order. */
const SEED = 20_261_122;
/** Ratios of fewer than 15 blocks say little: fewer samples rather than fewer blocks. */
const BLOCKS: Scale = { full: 30, quick: 15, smoke: 1 };

export interface EngineRun {
  engine: Engine;
  sizes: readonly Size[];
  scenarios: readonly Scenario[];
  effort: Effort;
  /** Databases are only compared. */
  growthOnly: boolean;
  databases: FilledDatabases;
  /** Told after each cell, so that what was measured outlives what fails later. */
  onResults(results: Results): Promise<void>;
  log(text: string): void;
}

/** Measures all scenarios on one engine, database by database. */
export async function runEngine(run: EngineRun): Promise<void> {
  const { engine, sizes, scenarios, databases } = run;
  const [smallest, largest] = [sizes[0], sizes[sizes.length - 1]];
  const compares = scenarios.some(scenario => scenario.compare);
  const open: Stage[] = [];
  await databases.dropCopies(engine);
  const close = async (stage: Stage) => {
    open.splice(open.indexOf(stage), 1);
    await stage.close();
  };
  try {
    for (const size of sizes) {
      const here = scenarios.filter(
        scenario =>
          scenario.measure &&
          !run.growthOnly &&
          // But for a full run, smaller databases are there to compare the largest with, no more
          (size === largest ||
            (run.effort === 'full' && !scenario.largestOnly)),
      );
      const isCompared = compares && [smallest, largest].includes(size);
      if (here.length === 0 && !isCompared) continue;
      run.log(`${engine} ${size}: opening`);
      const stage = await openStage(await databases.find(engine, size));
      open.push(stage);
      for (const scenario of here) {
        await measured(run, scenario, [stage], bench =>
          scenario.measure!(bench, stage),
        );
      }
      if (isCompared) stage.backend.signal('SIGSTOP');
      else await close(stage);
    }
    if (compares && open.length === 2) {
      const [small, large] = open;
      for (const stage of open) stage.backend.signal('SIGCONT');
      for (const scenario of scenarios.filter(s => s.compare)) {
        await measured(run, scenario, [small, large], bench =>
          scenario.compare!(bench, small, large),
        );
      }
    }
  } finally {
    for (const stage of [...open]) await close(stage);
  }
}

/** Runs one measurement and hands it on with the conditions that it was made under. */
async function measured(
  run: EngineRun,
  scenario: Scenario,
  stages: Stage[],
  measure: (bench: Bench) => Promise<Measured>,
): Promise<void> {
  const { effort, log } = run;
  const where = stages.map(stage => stage.size).join(' against ');
  log(`${run.engine} ${where}: ${scenario.id}`);
  let generatorCpuSeconds = 0;
  const bench: Bench = {
    effort,
    largest: stages[stages.length - 1].size === run.sizes[run.sizes.length - 1],
    blocks: BLOCKS[effort],
    seed: SEED,
    scaled: scale => scale[effort],
    addGeneratorCpu: seconds => {
      generatorCpuSeconds += seconds;
    },
    log: text => log(`  ${text}`),
  };
  const start = Date.now();
  const [loadBefore] = loadavg();
  const ownBefore = process.cpuUsage();
  const result = await measure(bench);
  const own = process.cpuUsage(ownBefore);
  const { key, environment } = await readEnvironment(stages[0]);
  const cell: Cell = {
    scenario: scenario.id,
    engine: run.engine,
    sizes: stages.map(stage => stage.size),
    quick: effort !== 'full',
    at: new Date(start).toISOString(),
    seconds: Math.round((Date.now() - start) / 1_000),
    loadBefore,
    loadAfter: loadavg()[0],
    generatorCpuSeconds: Number(
      (generatorCpuSeconds + (own.user + own.system) / 1e6).toFixed(1),
    ),
    commit: gitCommit(),
    seed: SEED,
    checksum: stages.map(stage => stage.filled.checksum).join(' '),
    environment: key,
    ...result,
  };
  await run.onResults({ environments: { [key]: environment }, cells: [cell] });
  log(`  took ${cell.seconds} s`);
}
