import { DemoRecord, type Cast } from './DemoRecord';

const DAY = 24 * 3_600_000;

/** Waits for Chen's approval. */
export function orderReports(cast: Cast) {
  return DemoRecord.open(cast, 'rita', 'requests', 'reports', {
    title: 'Read access to the orders for the monthly report',
    description:
      'I copy the numbers by hand from the shop every month. Names and addresses are not needed.',
    entities: ['resource:default/orders-db'],
    approvers: ['user:default/chen'],
  });
}

/** In fulfilment: one of its two tasks is done. */
export async function testCards(cast: Cast, now: number) {
  const request = await DemoRecord.open(
    cast,
    'rita',
    'requests',
    'test-cards',
    {
      title: 'Test cards for the training of new colleagues',
      description: 'Six people start on the first of the month.',
      entities: ['component:default/payments'],
    },
  );
  await request.act('olivia', 'start', { assignee: 'user:default/olivia' });
  const task = (key: string, title: string, days: number) =>
    DemoRecord.open(cast, 'olivia', 'tasks', key, {
      title,
      parent: request.number,
      entities: ['component:default/payments'],
      assignee: 'user:default/olivia',
      dueAt: new Date(now + days * DAY).toISOString(),
    });
  const order = await task('cards-order', 'Order six cards at the bank', 1);
  // Before the other one is done: the last one ends the request
  await task('cards-hand-over', 'Hand them over with the rules of use', 9);
  await order.act('olivia', 'complete');
  return request;
}

/** Fulfilled: Rita can close and rate it, or dispute it. */
export async function mailingList(cast: Cast) {
  const request = await DemoRecord.open(cast, 'rita', 'requests', 'list', {
    title: 'A mailing list for everybody in sales',
    entities: [],
    assignmentGroup: 'group:default/team-platform',
  });
  await request.act('adam', 'start', { assignee: 'user:default/adam' });
  return request.act('adam', 'fulfil', {
    outcome: 'sales@ is there; new people are added by themselves.',
  });
}
