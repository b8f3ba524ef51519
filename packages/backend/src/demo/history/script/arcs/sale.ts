import { c } from '../changes/planned';
import { i, type Trouble } from '../incidents';
import type { Outage } from '../outages';

const titled = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);

/** The busiest days, with their name and day. */
export const saleOutage = (sale: { day: number; name: string }): Outage => ({
  key: 'sale',
  day: sale.day,
  hour: 17.6,
  main: i(
    'P1',
    'checkout resource:orders-db',
    `${titled(sale.name)}: one order in ten fails`,
    'Since the second mail went out. 1,100 orders a minute, and errors.',
    'Recommendations were switched off and reports led to the standby; orders went through again at 19:31. Nothing was lost.',
    {
      lasts: 55,
      by: 'olivia',
      code: 'workaround',
      reply:
        'Orders are slow and some have to be repeated. We make room. Please no third mail for now.',
      note: 'orders-db at 96 % CPU, a fifth of it is the live report on the wall.',
    },
  ),
  children: [
    i(
      'P2',
      'web-shop',
      'Shop is very slow',
      `It is ${sale.name} and it crawls.`,
      '',
      { by: 'rita' },
    ),
    i(
      'P2',
      'mobile-bff checkout',
      'App: order fails with "try again"',
      'Every third time.',
      '',
      { by: 'kenji' },
    ),
    i(
      'P2',
      'checkout',
      'Customers fear that they ordered twice',
      'They pressed twice. Forty calls.',
      '',
      { by: 'amara' },
    ),
  ],
  problem: {
    title: 'Live reports read from the database that takes orders',
    text: 'On a busy day they take a fifth of it.',
    priority: 'P2',
    whys: [
      'Orders failed',
      'The database was at its limit',
      'Reports took a fifth',
      'They need numbers of the last minute, and only this database has them',
    ],
    cause:
      'Reports on the wall and in sales ask the primary, every five seconds.',
    workaround:
      'Switch `reports.source` to `standby`: numbers are a minute old.',
  },
  fix: c(
    'resource:orders-db sales-dashboard',
    'Live reports from the event stream',
    'The wall reads what happened from the stream.',
    `After ${sale.name}.`,
    'Both beside each other for a week, then the wall, then sales.',
    'Reports read the standby.',
    'Totals of both, every hour for a week.',
    { note: 'Difference of the totals: none in seven days.' },
  ),
  because: 'The primary has no reader besides the services.',
  review: {
    title: `${titled(sale.name)}: what we did well, and fifty-five minutes`,
    findings:
      'Twice the orders of last year. The second mail came while the wall was full of people who wanted to see numbers, and every screen asked the database.',
    lessons:
      '- Went well: freeze, people in the room, recommendations off within a minute.\n- Went wrong: nobody had counted reports as load.\n- Luck: the standby was idle.',
    tasks: [
      'Reports in the load test',
      'One page that shows who reads the orders database',
    ],
  },
});

/** More of them on the busiest days. */
export const saleTroubles = (name: string): Trouble[] => [
  i(
    'P3',
    'web-shop',
    'Countdown ends a minute too late',
    `${name} begins on the page at 00:01.`,
    'Counts by the server’s time.',
  ),
  i(
    'P2',
    'inventory checkout',
    'Stock of the top ten is late',
    'Sold out for ten minutes, and still for sale.',
    'Top hundred are counted live during the sale.',
    { by: 'luca' },
  ),
  i(
    'P3',
    'recommendations',
    'Recommendations recommend what is sold out',
    'All three of three.',
    'Switched off for the weekend.',
    { code: 'workaround' },
  ),
  i(
    'P3',
    'shipping',
    'Carrier refuses the second truck',
    'We announced 4,000 parcels and have 9,000.',
    'Second carrier took 3,000, the rest left at six in the morning.',
    { by: 'fatima', code: 'workaround' },
  ),
  i(
    'P3',
    'product-search',
    'Search for the name of the sale finds nothing',
    `People type "${name}".`,
    'Leads to the page of the sale.',
  ),
  i(
    'P4',
    'campaign-planner',
    'Second banner covers the first one',
    'On phones only.',
    'One banner on phones.',
    { by: 'diego' },
  ),
];
