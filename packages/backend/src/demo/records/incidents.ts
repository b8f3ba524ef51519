import { DemoRecord, type Cast } from './DemoRecord';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const ago = (now: number, ms: number) => new Date(now - ms).toISOString();

/** P1, in progress: the story to open first. */
export async function paymentsFail(
  cast: Cast,
  now: number,
  cause: string | undefined,
) {
  const incident = await DemoRecord.open(
    cast,
    'rita',
    'incidents',
    'payments-fail',
    {
      title: 'Card payments fail for every third customer',
      description:
        'Customers call and say that they cannot pay by card. They see *Something went wrong*, and sometimes it works when they try again. I can see it myself with my own card.',
      entities: ['component:default/payments', 'component:default/checkout'],
      impact: 'high',
      urgency: 'high',
      startedAt: ago(now, 175 * MINUTE),
      detectedAt: ago(now, 20 * MINUTE),
    },
  );
  await incident.act('olivia', 'acknowledge');
  await incident.act('olivia', 'start', { assignee: 'user:default/olivia' });
  await incident.comment(
    'olivia',
    'Thank you, Rita. We see it too: about one payment in three fails. Nobody is charged twice. I will write here again as soon as we know more.',
  );
  await incident.comment(
    'olivia',
    'Only node **pay-2** answers with 502. It is the one that the failed deployment left behind; the other two were never changed.',
    'internal',
  );
  await incident.attach(
    'olivia',
    'pay-2-errors.txt',
    [
      'pay-2 POST /authorise 502 upstream closed the connection',
      'pay-2 POST /authorise 502 upstream closed the connection',
      'pay-1 POST /authorise 200 184 ms',
      'pay-2 POST /authorise 502 upstream closed the connection',
      '',
    ].join('\n'),
  );
  if (cause) await incident.link('olivia', 'causedBy', 'record', cause);
  await incident.comment(
    'eddie',
    'That was my deployment. The health check did not wait for the connection to the bank; I have a fix, but going back is quicker.',
    'internal',
  );
  await incident.comment(
    'rita',
    'Thank you! Support tells callers to try again for now.',
  );
  return incident;
}

/** Canceled: somebody else had reported it first. */
export async function paymentsFailAgain(cast: Cast, original: string) {
  const incident = await DemoRecord.open(
    cast,
    'eddie',
    'incidents',
    'payments-fail-again',
    {
      title: 'Payment page says "Something went wrong"',
      description: 'Marek got it three times in a row from the mobile app.',
      entities: ['component:default/payments'],
      impact: 'high',
      urgency: 'medium',
      requester: 'user:default/marek',
    },
  );
  return incident.act('olivia', 'cancel', {
    reason: 'duplicate',
    duplicateOf: original,
    notes: 'The same node. Please follow the first one.',
  });
}

/** P2, on hold: it waits for a scheduled change. */
export async function connectionsRunOut(cast: Cast, change: string) {
  const incident = await DemoRecord.open(
    cast,
    'eddie',
    'incidents',
    'connections',
    {
      title: 'Orders fail at peak: no connection to the database',
      description:
        'Between 18:00 and 19:00 checkout logs `remaining connection slots are reserved` a few hundred times. Orders are retried and most succeed, late.',
      entities: ['resource:default/orders-db', 'component:default/checkout'],
      impact: 'high',
      urgency: 'medium',
    },
  );
  await incident.act('adam', 'start', { assignee: 'user:default/adam' });
  await incident.comment(
    'adam',
    'All 200 connections are in use at that time. We raise the limit, with a switch-over in the evening.',
  );
  return incident.act('adam', 'hold', { reason: 'change', waitsFor: change });
}

/** P4, on hold: it waits for an answer of the person who has it. */
export async function consoleLogsOut(cast: Cast) {
  const incident = await DemoRecord.open(
    cast,
    'adam',
    'incidents',
    'console-logout',
    {
      title: 'Warehouse console logs people out in the middle of a pick list',
      description:
        'Reported by phone: after a few minutes the login page is back and the list starts from the top.',
      entities: ['component:default/warehouse-console'],
      impact: 'low',
      urgency: 'medium',
      requester: 'user:default/fatima',
    },
  );
  return incident.act('adam', 'hold', {
    reason: 'requester',
    comment:
      'Fatima, does it happen on all scanners, or only on the new ones? Which number is on the back of one that does it?',
  });
}

/** P3, new: routed to the team that owns it, and not yet read by anybody. */
export function umlauts(cast: Cast) {
  return DemoRecord.open(cast, 'rita', 'incidents', 'umlauts', {
    title: 'Search finds nothing for products with umlauts',
    description:
      'Searching for `Müsli` finds nothing, `Musli` finds all of them. Last week both worked.',
    entities: ['component:default/product-search'],
    impact: 'medium',
    urgency: 'medium',
  });
}

/** P4, new, assigned to Eddie. */
export async function priceRounding(cast: Cast) {
  const incident = await DemoRecord.open(
    cast,
    'rita',
    'incidents',
    'rounding',
    {
      title: 'Basket total is one cent off with two discounts',
      description:
        'A basket with the student discount and a voucher shows 19.99 in the basket and 20.00 on the bill.',
      entities: ['component:default/checkout'],
      impact: 'low',
      urgency: 'medium',
    },
  );
  return incident.act('olivia', 'assign', { assignee: 'user:default/eddie' });
}

/** P5, new: the person who has it can't name what is broken. */
export function blankShop(cast: Cast) {
  return DemoRecord.open(cast, 'rita', 'incidents', 'blank', {
    title: 'The shop is a white page on some mornings',
    description:
      'Two customers wrote that they saw only white before eight o’clock. It was gone when they tried again.',
    entityUnknownReason: 'The customers did not say which page it was.',
    impact: 'low',
    urgency: 'low',
  });
}

/** P3, resolved: Rita can confirm and rate it, or open it again. */
export async function newsletterTwice(cast: Cast, now: number) {
  const incident = await DemoRecord.open(
    cast,
    'rita',
    'incidents',
    'newsletter',
    {
      title: 'The newsletter went out twice',
      description: 'Forty complaints so far. Please stop a third one.',
      entities: ['component:default/newsletter'],
      impact: 'low',
      urgency: 'high',
      startedAt: ago(now, 20 * HOUR),
    },
  );
  await incident.act('olivia', 'start', { assignee: 'user:default/olivia' });
  return incident.act('olivia', 'resolve', {
    code: 'workaround',
    notes:
      'The timer ran on two machines. One of them is switched off. Nobody owns the newsletter, so the timer itself is not repaired.',
    causeUnknown: true,
  });
}

/** P2, closed: with a rating. */
export async function missingTax(cast: Cast, now: number) {
  const incident = await DemoRecord.open(cast, 'rita', 'incidents', 'tax', {
    title: 'Prices without tax for customers in Switzerland',
    description: 'The basket shows net prices, the bill is right.',
    entities: ['component:default/checkout', 'component:default/web-shop'],
    impact: 'medium',
    urgency: 'high',
    startedAt: ago(now, 30 * HOUR),
    detectedAt: ago(now, 28 * HOUR),
  });
  await incident.act('eddie', 'start', { assignee: 'user:default/eddie' });
  await incident.comment(
    'eddie',
    'Found it: the country came from the language of the browser. The fix is being deployed.',
  );
  await incident.act('eddie', 'resolve', {
    code: 'fixed',
    notes: 'The country is taken from the delivery address again.',
    causeUnknown: true,
  });
  return incident.act('rita', 'close', { satisfaction: 5 });
}

/** P2, restricted: only those who have a part in it see that it exists. */
export async function leakedAddresses(cast: Cast) {
  const incident = await DemoRecord.open(
    cast,
    'adam',
    'incidents',
    'addresses',
    {
      title: 'Delivery addresses in exported log files',
      description:
        'The nightly export of the event stream contains delivery addresses in clear text. The files are readable by everybody in the building.',
      entities: ['resource:default/event-stream'],
      impact: 'medium',
      urgency: 'high',
      category: 'security',
      restricted: true,
    },
  );
  await incident.act('adam', 'start', { assignee: 'user:default/adam' });
  return incident.comment(
    'adam',
    'The export is stopped and the folder is closed. Files of the last 30 days are being counted.',
  );
}
