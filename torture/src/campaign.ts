import { gitCommit, type Engine } from 'itsm-harness';
import { openArena, type OpenArena } from './arena';
import type { Cell, Shard } from './results/Results';
import type { ResultsFile } from './results/ResultsFile';
import { runRounds } from './run';
import type { Round, TortureTest } from './TortureTest';

/** After so many broken rounds in a row something is wrong that more of them won't tell. */
const BROKEN_IN_A_ROW = 3;
const SAVED_EVERY_MS = 5_000;

export interface CampaignOptions {
  file: ResultsFile;
  minutes?: number;
  log: (text: string) => void;
}

/** Goes on with a test where the last run ended, and adds what it did to the file. */
export class Campaign {
  private readonly began = Date.now();
  private readonly cell: Cell;
  private readonly shard: Shard;
  private readonly commit = gitCommit();
  private savedAt = 0;
  private isInterrupted = false;

  constructor(
    private readonly test: TortureTest,
    private readonly engine: Engine,
    private readonly options: CampaignOptions,
  ) {
    this.cell = options.file.cell(test, engine);
    this.shard = {
      date: new Date(this.began).toISOString(),
      commit: this.commit,
      minutes: 0,
      units: 0,
      seedFrom: this.cell.nextSeed,
      seedTo: this.cell.nextSeed - 1,
    };
  }

  /** False when the test could not even begin, or broke its backends thrice in a row. */
  async run(): Promise<boolean> {
    let broken = 0;
    while (this.goesOn() && broken < BROKEN_IN_A_ROW) {
      let arena: OpenArena | undefined;
      try {
        arena = await openArena(this.engine, {
          log: this.options.log,
          isAlone: true,
        });
        const done = await runRounds(this.test, arena, {
          firstSeed: this.cell.nextSeed,
          goesOn: () => this.goesOn(),
          onRound: (seed, round) => this.add(seed, round),
        });
        const alone = done.rounds === 1;
        broken = done.broken ? (alone ? broken : 0) + 1 : 0;
      } catch (error: any) {
        // Not a round's fault: no seed to blame
        broken += 1;
        this.options.log(`${this.name()}: ${error?.stack ?? error}`);
      } finally {
        await arena?.close();
        this.save();
      }
    }
    return broken < BROKEN_IN_A_ROW;
  }

  /** Writes what is done so far. */
  save(): void {
    this.shard.minutes = Math.round((Date.now() - this.began) / 6_000) / 10;
    this.savedAt = Date.now();
    if (this.shard.seedTo >= this.shard.seedFrom)
      this.options.file.saveCell(this.cell);
  }

  /** Saves; what the running round says from now on, with dying backends, counts for nothing. */
  interrupt(): void {
    this.save();
    this.isInterrupted = true;
  }

  private goesOn(): boolean {
    const { minutes } = this.options;
    const inTime = !minutes || Date.now() < this.began + minutes * 60_000;
    return inTime && this.cell.units < this.test.fullDose;
  }

  private add(seed: number, round: Round): void {
    if (this.isInterrupted) return;
    const { cell, shard, commit } = this;
    if (shard.seedTo < shard.seedFrom) cell.shards.push(shard);
    cell.units += round.units;
    cell.rounds += 1;
    cell.nextSeed = seed + 1;
    shard.units += round.units;
    shard.seedTo = seed;
    for (const [name, count] of Object.entries(round.facts ?? {})) {
      cell.facts[name] = (cell.facts[name] ?? 0) + count;
    }
    for (const text of round.violations) {
      cell.violations.push({ seed, text, commit });
      this.options.log(`${this.name()} seed ${seed}: ${text}`);
    }
    if (round.violations.length || Date.now() > this.savedAt + SAVED_EVERY_MS) {
      this.save();
      this.options.log(this.progress());
    }
  }

  private progress(): string {
    const { cell, shard, test } = this;
    const perMinute = shard.units / ((Date.now() - this.began) / 60_000);
    return [
      `${this.name()}: ${cell.units} of ${test.fullDose} ${test.unit}`,
      `seed ${shard.seedTo}`,
      `${perMinute.toFixed(1)} a minute`,
      `${cell.violations.length} violations`,
    ].join(', ');
  }

  private name(): string {
    return `${this.test.id} ${this.engine}`;
  }
}
