import type { Step } from '../history/steps';
import {
  deploymentCreated,
  deploymentStatus,
  ping,
  type GithubDelivery,
  type GithubRun,
} from './githubDelivery';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** What broke the payments; the P1 incident names its change as the cause. */
export const BAD_PAYMENTS_SHA = 'c41f7a9be0d35286f1a94c07d2e8b6530af91d7c';
/** What the planned change announces and is being rolled out. */
export const GIFT_CARDS_SHA = '5e90b2d47c1368fa0d7be14925c83f6a9d02e7b1';

interface Told {
  run: GithubRun;
  /** How long ago it began, and how long it took; milliseconds. */
  ago: number;
  took: number;
  outcome: 'success' | 'failure';
}

const production = (
  run: number,
  repository: string,
  login: string,
  sha: string,
): GithubRun => ({ run, repository, environment: 'production', login, sha });

/** The last days of Acme Store's pipelines. */
const TOLD: Told[] = [
  {
    run: production(
      211,
      'acme/payments',
      'olivia-acme',
      '80c2d6e19f4ab7350e61c9d8f27ab4103e5d6c98',
    ),
    ago: 75 * HOUR,
    took: 6 * MINUTE,
    outcome: 'success',
  },
  {
    run: production(
      418,
      'acme/checkout',
      'eddie-acme',
      'a7d03f5b92e84c16d05f7a3be9c1804d2f6b7e35',
    ),
    ago: 51 * HOUR,
    took: 4 * MINUTE,
    outcome: 'success',
  },
  {
    run: production(
      96,
      'acme/product-search',
      'sofia-acme',
      '2b8e61f0c97d34a5be120f98d47c63a1e05bd972',
    ),
    ago: 30 * HOUR,
    took: 9 * MINUTE,
    outcome: 'success',
  },
  {
    run: production(
      419,
      'acme/checkout',
      'eddie-acme',
      'd19c5b7204fe8a63b1c07d94e582fa3706bd1ce4',
    ),
    ago: 27 * HOUR,
    took: 5 * MINUTE,
    outcome: 'success',
  },
  // The first attempt failed and the second one made it good: one change, successful.
  {
    run: production(
      133,
      'acme/inventory',
      'luca-acme',
      '94f7ab20d6c1e853f0b72da91c46e83507df1ab6',
    ),
    ago: 22 * HOUR,
    took: 3 * MINUTE,
    outcome: 'failure',
  },
  {
    run: {
      ...production(
        133,
        'acme/inventory',
        'luca-acme',
        '94f7ab20d6c1e853f0b72da91c46e83507df1ab6',
      ),
      attempt: 2,
    },
    ago: 21 * HOUR,
    took: 4 * MINUTE,
    outcome: 'success',
  },
  // One repository with two components: one change that affects both.
  {
    run: production(
      702,
      'acme/storefront',
      'sofia-acme',
      '6f3de8a1b5074c92e6d80fb31a97c254de06b18f',
    ),
    ago: 7 * HOUR,
    took: 8 * MINUTE,
    outcome: 'success',
  },
  // Not production: it is on the Changes tab, and makes no change.
  {
    run: {
      ...production(
        57,
        'acme/session-service',
        'tom-acme',
        '0cbe7d52f9a1483e6d05b7c28fa94e1360d7b5c2',
      ),
      environment: 'staging',
    },
    ago: 6 * HOUR,
    took: 2 * MINUTE,
    outcome: 'success',
  },
  // A repository that no component names: it waits in the inbox for Adam.
  {
    run: production(
      12,
      'acme/loyalty-points',
      'eddie-acme',
      'f20a94c7e51b86d3097cf4e1ab5d28603bd97ea0',
    ),
    ago: 5 * HOUR,
    took: 3 * MINUTE,
    outcome: 'success',
  },
  {
    run: production(212, 'acme/payments', 'eddie-acme', BAD_PAYMENTS_SHA),
    ago: 3 * HOUR,
    took: 7 * MINUTE,
    outcome: 'failure',
  },
  // Young enough to be under observation still.
  {
    run: production(
      420,
      'acme/checkout',
      'eddie-acme',
      '3d8fa16b70c2e95d4fb0a7831ec69d25f07ba4ce',
    ),
    ago: 25 * MINUTE,
    took: 5 * MINUTE,
    outcome: 'success',
  },
];

/** The webhooks of what ran in the last days, when GitHub would have sent them, and the ends of the quiet periods. */
export function pastSteps(now: number): Step[] {
  const steps = TOLD.flatMap(({ run, ago, took, outcome }): Step[] => {
    const createdAt = now - ago;
    const end = createdAt + took;
    const told = (at: number, delivery: GithubDelivery): Step => ({
      do: 'deliver',
      at,
      delivery,
    });
    const began = { createdAt, at: createdAt + 20_000 };
    const ended = { createdAt, at: end };
    return [
      told(createdAt, deploymentCreated(run, createdAt)),
      told(began.at, deploymentStatus(run, 'in_progress', began)),
      told(end, deploymentStatus(run, outcome, ended)),
      { do: 'wake', at: end + HOUR + 10_000 },
    ];
  });
  const first: Step = {
    do: 'deliver',
    at: steps[0].at,
    delivery: ping('acme/loyalty-points'),
  };
  return [first, ...steps]
    .filter(({ at }) => at <= now)
    .sort((a, b) => a.at - b.at);
}

/** The webhooks of what ran in the last days, as GitHub would have sent them. */
export const pastDeliveries = (now: number): GithubDelivery[] =>
  pastSteps(now).flatMap(step =>
    step.do === 'deliver' ? [step.delivery] : [],
  );

/** The deployment that is running while somebody opens the portal for the first time. */
export function runningDeliveries(now: number): GithubDelivery[] {
  const run = production(421, 'acme/checkout', 'eddie-acme', GIFT_CARDS_SHA);
  return [
    deploymentCreated(run, now),
    deploymentStatus(run, 'in_progress', { createdAt: now, at: now }),
  ];
}
