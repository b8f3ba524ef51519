import { DemoRecord, type Cast } from './DemoRecord';
import { GIFT_CARDS_SHA } from './deployments';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const CHEN = 'user:default/chen';

const iso = (at: number) => new Date(at).toISOString();

/** From 20:00 to 22:00 UTC, `days` after tomorrow. */
const evening = (now: number, days: number) => {
  const start = (Math.ceil(now / DAY) + days) * DAY + 20 * HOUR;
  return { plannedStart: iso(start), plannedEnd: iso(start + 2 * HOUR) };
};

/** In assess: it waits for Chen's approval. */
export async function gatewayMove(cast: Cast, now: number) {
  const change = await DemoRecord.open(cast, 'eddie', 'changes', 'gateway', {
    type: 'normal',
    title: 'Move card payments to the new bank gateway',
    description:
      'The bank switches the old gateway off at the end of the quarter. Both speak the same protocol; only address, certificates and time limits differ.',
    entities: ['component:default/payments'],
    environment: 'production',
    justification:
      'The old gateway is switched off. Moving early leaves three weeks to go back.',
    implementationPlan:
      '1. Install the new client certificate.\n2. Send 5 % of the payments to the new gateway for 30 minutes.\n3. Send all of them.',
    backoutPlan:
      'Turn the switch `payments.gateway` back to `old`. No release is needed; it takes effect within a minute.',
    testPlan:
      'Pay, refund and cancel with the four test cards on staging; compare the settlement file with the one of the old gateway.',
    ...evening(now, 1),
    approvers: [CHEN],
  });
  await change.act('eddie', 'request_assessment');
  await change.comment(
    'eddie',
    'The bank confirmed both certificates this morning. The settlement files of last week are identical.',
  );
  return change;
}

/** Scheduled: Chen approved it, and an incident waits for it. */
export async function connectionLimit(cast: Cast, now: number) {
  const change = await DemoRecord.open(cast, 'adam', 'changes', 'connections', {
    type: 'normal',
    title: 'Raise the connection limit of the orders database to 400',
    description:
      'At peak all 200 connections are in use and new ones are refused for seconds.',
    entities: ['resource:default/orders-db'],
    environment: 'production',
    justification:
      'Orders fail at peak while the database has memory to spare.',
    implementationPlan:
      '1. Set `max_connections` to 400 on the standby and restart it.\n2. Switch over.\n3. The same on the other one.',
    backoutPlan: 'Set it back to 200, switch over, restart.',
    testPlan:
      'Load test on staging with 350 connections for 20 minutes: memory stays below 70 %.',
    ...evening(now, 0),
    approvers: [CHEN],
  });
  await change.act('adam', 'request_assessment');
  await change.act('chen', 'approve_assessment', {
    comment: 'Fine. Tell Team Checkout before the switch-over.',
  });
  return change.act('chen', 'authorize');
}

/** New: nobody has been asked yet, and the plan has gaps. */
export function searchUpgrade(cast: Cast) {
  return DemoRecord.open(cast, 'eddie', 'changes', 'search-index', {
    type: 'normal',
    title: 'Replace the search index by its next major version',
    description:
      'The version in use gets no security fixes after this year. The new one reads the old files.',
    entities: [
      'resource:default/search-index',
      'component:default/product-search',
    ],
    environment: 'production',
    justification: 'No security fixes after this year.',
    requester: 'user:default/sofia',
  });
}

/** Scheduled for today with its revision: the deployment that follows finds it and starts it. */
export async function giftCards(cast: Cast, now: number) {
  const change = await DemoRecord.open(cast, 'eddie', 'changes', 'gift-cards', {
    type: 'normal',
    title: 'Roll out gift cards in checkout',
    description:
      'Several gift cards in one basket, and what is left of the last one stays on it.',
    entities: ['component:default/checkout'],
    environment: 'production',
    revision: GIFT_CARDS_SHA,
    justification: 'Announced by marketing for this week.',
    implementationPlan:
      'Deploy, then open the feature for 10 % of the baskets, then for all.',
    backoutPlan:
      'Close the feature; if that is not enough, deploy the commit before.',
    testPlan: 'The 14 baskets of the test plan *gift cards* on staging.',
    plannedStart: iso(now - HOUR),
    plannedEnd: iso(now + 3 * HOUR),
    approvers: [CHEN],
  });
  await change.act('eddie', 'request_assessment');
  await change.act('chen', 'approve_assessment');
  return change.act('chen', 'authorize', {
    comment: 'Go, but not after five.',
  });
}

/** Emergency, in authorize: the way out of the P1 incident waits for Chen. */
export async function paymentsRollback(cast: Cast, incident: string) {
  const change = await DemoRecord.open(cast, 'olivia', 'changes', 'rollback', {
    type: 'emergency',
    title: 'Roll payments back to the version of three days ago',
    description:
      'One node of three still runs the version that fails. The database schema did not change in between.',
    entities: ['component:default/payments'],
    environment: 'production',
    revision: '80c2d6e19f4ab7350e61c9d8f27ab4103e5d6c98',
    implementationPlan: 'Deploy the commit of run 211 to all three nodes.',
    backoutPlan: 'Deploy the current commit again to the two healthy nodes.',
    approvers: [CHEN],
  });
  await change.link('olivia', 'relatedTo', 'record', incident);
  return change.act('olivia', 'request_authorization');
}
