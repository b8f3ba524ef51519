import { DemoRecord, type Cast } from './DemoRecord';

const DAY = 24 * 3_600_000;

/** A known error with a workaround, which an incident got as a comment. */
export async function connectionsAreKept(cast: Cast, incident: DemoRecord) {
  const problem = await DemoRecord.open(
    cast,
    'adam',
    'problems',
    'connections-kept',
    {
      title: 'Checkout keeps database connections after a timeout',
      description:
        'Every timeout leaves a connection open until the process ends. At peak there are more timeouts, and no connections are left.',
      entities: ['component:default/checkout', 'resource:default/orders-db'],
      impact: 'high',
      urgency: 'medium',
      errorCode: '53300 remaining connection slots are reserved',
    },
  );
  await incident.link('adam', 'causedBy', 'record', problem.number);
  await problem.act('adam', 'assess');
  await problem.act('adam', 'confirm', { assignee: 'user:default/adam' });
  await problem.edit('adam', {
    whys: [
      'Orders fail because no connection is free',
      'No connection is free because some are never given back',
      'They are not given back because a timeout skips the `finally`',
      'It is skipped because the pool is asked in two places',
    ],
    contributingFactors: [
      'Nothing alerts before all connections are in use',
      'The load test has no timeouts',
    ],
  });
  return problem.act('adam', 'publish_known_error', {
    rootCause:
      'The retry of a query that timed out takes a second connection and forgets the first one.',
    workaround:
      'Restart one node of `checkout` after the other, before 18:00: it takes two minutes and gives all connections back.',
  });
}

/** In analysis: what stood behind the outage. */
export async function healthCheckLies(cast: Cast, incident: DemoRecord) {
  const problem = await DemoRecord.open(
    cast,
    'eddie',
    'problems',
    'health-check',
    {
      title: 'A node of payments is called healthy before the bank answers',
      description:
        'The health check looks at the process only. A node without a connection to the bank gets its share of the payments.',
      entities: ['component:default/payments'],
      impact: 'high',
      urgency: 'high',
    },
  );
  await incident.link('eddie', 'causedBy', 'record', problem.number);
  await problem.act('eddie', 'assess');
  return problem.act('eddie', 'confirm', { assignee: 'user:default/eddie' });
}

/** New and proactive: nothing broke yet. */
export function indexGrows(cast: Cast) {
  return DemoRecord.open(cast, 'eddie', 'problems', 'index-grows', {
    title: 'The search index grows by a gigabyte a week',
    description: 'At this rate the disk is full in eleven weeks.',
    entities: ['resource:default/search-index'],
    impact: 'medium',
    urgency: 'low',
    proactive: true,
  });
}

/** Published: how to live with the known error. */
export async function restartCheckout(cast: Cast, problem: string) {
  const article = await DemoRecord.open(
    cast,
    'adam',
    'articles',
    'restart-checkout',
    {
      title: 'How to give connections back before the evening peak',
      description:
        '## When\n\nMore than 150 connections are in use at 17:30 ([dashboard](https://example.com/orders-db)).\n\n## What to do\n\n1. Take one node of `checkout` out of the load balancer.\n2. Restart it, and wait until it is healthy.\n3. The same with the next one.\n\nIt takes two minutes for each node, and nobody notices.',
      entities: ['component:default/checkout', 'resource:default/orders-db'],
      category: 'Runbook',
      approvers: ['user:default/chen'],
    },
  );
  await article.link('adam', 'relatedTo', 'record', problem);
  await article.act('adam', 'request_review');
  return article.act('chen', 'publish', { comment: 'Clear. Thank you!' });
}

/** A draft that nobody was asked to approve yet. */
export function cardErrors(cast: Cast) {
  return DemoRecord.open(cast, 'eddie', 'articles', 'card-errors', {
    title: 'What the error codes of the bank mean',
    description:
      '| Code | Meaning | Tell the customer |\n| --- | --- | --- |\n| 05 | The bank says no | Another card |\n| 51 | Not enough money | Another card |\n| 91 | The bank is away | Try again |',
    entities: ['component:default/payments'],
    category: 'Reference',
  });
}

/** Waits for Chen: what an incident taught, with a task that follows from it. */
export async function taxReview(cast: Cast, incident: string, now: number) {
  const review = await DemoRecord.open(cast, 'eddie', 'reviews', 'tax-review', {
    title: 'What the wrong prices for Switzerland taught us',
    parent: incident,
    entities: ['component:default/checkout', 'component:default/web-shop'],
    findings:
      'The country of a basket came from three places, and the tests used the one that was right. Customers saw it for two days; nobody was charged wrongly.',
    lessons:
      '- Went well: support noticed within an hour.\n- Went wrong: no test buys from abroad.',
    approvers: ['user:default/chen'],
  });
  await DemoRecord.open(cast, 'eddie', 'tasks', 'tax-task', {
    title: 'A test that buys from Switzerland',
    parent: review.number,
    entities: ['component:default/checkout'],
    assignee: 'user:default/eddie',
    dueAt: new Date(now + 14 * DAY).toISOString(),
  });
  return review.act('eddie', 'request_review');
}
