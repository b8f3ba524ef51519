import { deploymentStatus, type GithubRun } from '../../records/githubDelivery';
import { atWork, YEAR_DAYS } from './calendar';
import { DAY, HOUR, MINUTE, Plot } from './Plot';

/** What a pipeline deploys. */
interface Pipeline {
  repository: string;
  /** Short names of its components; the first one names its changes. */
  entities: string[];
  logins: string[];
  /** Days between two deployments, about. */
  every: number;
  /** Its first run of the year; GitHub counts them. */
  firstRun: number;
}

/** The last runs are below those of the newest stories. */
const PIPELINES: Pipeline[] = [
  ['acme/checkout', 'checkout', 'eddie olivia kofi', 18, 360],
  ['acme/payments', 'payments', 'olivia kofi', 31, 170],
  ['acme/storefront', 'web-shop mobile-bff', 'sofia marek', 21, 650],
  ['acme/product-search', 'product-search', 'sofia', 38, 60],
  ['acme/inventory', 'inventory', 'luca fatima', 33, 100],
  ['acme/session-service', 'session-service', 'tom', 61, 30],
  ['acme/customer-accounts', 'customer-accounts', 'noor', 35, 310],
  ['acme/push-gateway', 'push-gateway', 'kenji', 55, 120],
  ['acme/recommendations', 'recommendations', 'diego', 48, 77],
  ['acme/order-pipeline', 'order-pipeline', 'hannah', 52, 205],
].map(([repository, entities, logins, every, firstRun]) => ({
  repository: repository as string,
  entities: (entities as string).split(' '),
  logins: (logins as string).split(' '),
  every: every as number,
  firstRun: firstRun as number,
}));

/** The pipeline of a component; things without code have none. */
export const runOf = (entity: string) =>
  PIPELINES.find(({ entities }) => entities[0] === entity);

/** Runs for planned changes and outages are told apart from the daily ones. */
const SPECIAL_RUNS = 100_000;

/** A run of the pipeline: it starts, and some minutes later it is done. */
export function deploy(
  plot: Plot,
  { repository, logins }: Pipeline,
  o: {
    revision: string;
    result: 'success' | 'failure';
    run?: number;
    attempt?: number;
  },
): GithubRun {
  const { random } = plot;
  const run: GithubRun = {
    run: o.run ?? SPECIAL_RUNS + Math.floor(random.between(1, 800_000)),
    repository,
    environment: 'production',
    sha: o.revision,
    login: `${random.pick(logins)}-acme`,
    ...(o.attempt && { attempt: o.attempt }),
  };
  const createdAt = plot.now;
  const deliver = (state: 'in_progress' | 'success' | 'failure') =>
    plot.do({
      do: 'deliver',
      delivery: deploymentStatus(run, state, { createdAt, at: plot.now }),
    });
  deliver('in_progress');
  plot.later(2 * MINUTE, 11 * MINUTE);
  deliver(o.result);
  // The quiet period after which a success is closed
  plot.wakeAfter(HOUR);
  return run;
}

/** The daily deployments of a year, none on weekends or while changes are frozen. */
export function pipelinePlots(
  start: number,
  isFrozen: (day: number) => boolean,
): Plot[] {
  return PIPELINES.flatMap(pipeline => {
    const plots: Plot[] = [];
    const clock = new Plot(`pace ${pipeline.repository}`, start);
    for (let n = 0; ; n += 1) {
      clock.later(0.4 * pipeline.every * DAY, 1.9 * pipeline.every * DAY);
      const day = Math.floor((clock.now - start) / DAY);
      if (day >= YEAR_DAYS) return plots;
      if (isFrozen(day)) continue;
      const name = pipeline.repository.slice('acme/'.length);
      const plot = new Plot(`run-${name}-${n}`, atWork(clock.now));
      tellRun(plot, pipeline, pipeline.firstRun + n);
      plots.push(plot);
    }
  });
}

function tellRun(plot: Plot, pipeline: Pipeline, run: number): void {
  const { random } = plot;
  const revision = random.hex(40);
  if (!random.chance(0.09)) {
    deploy(plot, pipeline, { revision, run, result: 'success' });
    return;
  }
  // A failure ends its change as unsuccessful, unless another attempt makes it good
  deploy(plot, pipeline, { revision, run, result: 'failure' });
  if (random.chance(0.5)) return;
  plot.later(10 * MINUTE, 50 * MINUTE);
  deploy(plot, pipeline, { revision, run, result: 'success', attempt: 2 });
}
