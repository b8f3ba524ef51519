import type { Seeded } from 'itsm-harness';
import { MAPPED } from '../writes/deliveries';
import { genericRun, githubRun } from './sources';
import type { RunOptions, TellingRun, Told } from './Story';

const ENVIRONMENTS = ['production', 'production-eu', 'staging'];
const LOGINS = ['eddie-acme', 'olivia-acme', 'somebody-else'];
/** Most stories are short, so that many can be told. */
const RUNS = [1, 1, 1, 2, 3];
/** More would not be one story any more. */
const MAX_EVENTS = 40;
/** Long enough ago that all of it has happened. */
const AGO_MS = 5 * 3_600_000;

function sourceOf(random: Seeded, options: RunOptions): TellingRun {
  const dice = random();
  if (dice < 0.6) return githubRun({ ...options, actions: true });
  if (dice < 0.7) return githubRun({ ...options, actions: false });
  return genericRun(options);
}

const STARTS = [
  ['created', 'in_progress'],
  ['created', 'queued', 'in_progress'],
  ['created'],
  ['in_progress'],
  [],
];
const ENDS = ['success', 'success', 'failure', 'error'];
const CONCLUSIONS = ['success', 'failure', 'cancelled', 'timed_out'];

interface Job {
  job: number;
  environment: string;
}

/** One run: jobs in environments, attempts of those that failed, and the ends of attempts. */
class RunTeller {
  private readonly told: Told[] = [];
  private readonly source: TellingRun;

  constructor(
    private readonly random: Seeded,
    private readonly options: RunOptions,
    private at: number,
  ) {
    this.source = sourceOf(random, options);
  }

  tell(): Told[] {
    const { random } = this;
    const environments = random
      .shuffle(ENVIRONMENTS)
      .slice(0, random() < 0.7 ? 1 : 2);
    let left: Job[] = environments
      .flatMap(environment => [environment, environment])
      .map((environment, job) => ({ environment, job }))
      .filter(({ job }) => job % 2 === 0 || random() < 0.3);
    for (let attempt = 1; left.length > 0 && attempt <= 3; attempt += 1) {
      const again = left.filter(job => this.tellJob(job, attempt));
      this.tellEnd(attempt, again.length > 0);
      left = again;
    }
    return this.told;
  }

  /** Returns whether there will be another attempt. */
  private tellJob({ job, environment }: Job, attempt: number): boolean {
    const { random, source, told } = this;
    const end = random.pick(ENDS);
    // The end of the run is told instead
    const isLost = source.completed && random() < 0.15;
    const states = [...random.pick(STARTS), ...(isLost ? [] : [end])];
    if (end === 'success' && source.tellsInactive) states.push('inactive');
    for (const state of states) {
      const name = `${this.options.run} ${job} ${attempt} ${state}`;
      const at = this.next();
      told.push(source.job({ at, attempt, job, environment, state, name }));
    }
    return end !== 'success' && random() < 0.5;
  }

  private tellEnd(attempt: number, isRepeated: boolean): void {
    const conclusion = isRepeated ? 'failure' : this.random.pick(CONCLUSIONS);
    const end = this.source.completed?.({
      at: this.next(),
      attempt,
      conclusion,
      name: `${this.options.run} ${attempt} ${conclusion}`,
    });
    if (end) this.told.push(end);
  }

  /** Some things happen in the same second. */
  private next(): number {
    const { random } = this;
    this.at += random() < 0.2 ? 0 : (1 + random.below(90)) * 1_000;
    return this.at;
  }
}

/** Some runs of some repositories, as their sources tell of them: every run comes to its end. */
export function tellStory(random: Seeded, now: number): Told[] {
  const runs = random.pick(RUNS);
  const commits = 1 + random.below(2);
  const told: Told[] = [];
  for (let run = 0; run < runs; run += 1) {
    const options: RunOptions = {
      run,
      repository: random() < 0.1 ? 'acme/nobody-knows-it' : random.pick(MAPPED),
      commit: random.below(commits),
      login: random.pick(LOGINS),
    };
    const began = now - AGO_MS + random.below(30) * 60_000;
    const events = new RunTeller(random, options, began).tell();
    if (told.length + events.length <= MAX_EVENTS) told.push(...events);
  }
  // What happens at once is told in the order of the lines above
  return told.length > 0
    ? told.sort((a, b) => a.at - b.at)
    : tellStory(random, now);
}
