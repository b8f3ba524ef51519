import { i } from '../incidents';
import type { Family } from './family';

export const shopProblems: Family[] = [
  {
    key: 'basket-lock',
    days: [22, 41, 63, 84],
    incidents: [
      i(
        'P3',
        'checkout',
        'Checkout hangs on "Confirm" for a minute',
        'Then it goes through. Some people press again, and again.',
        'Gone by itself after half an hour. Logs kept.',
        {
          code: 'not_reproducible',
          note: 'Lock waits on baskets, all at 12:30. What runs at 12:30?',
        },
      ),
      i(
        'P2',
        'checkout web-shop',
        'Orders cannot be confirmed around noon',
        'Third call within ten minutes. The wheel turns and turns.',
        'Stopped the clean-up of old baskets, and all went through at once.',
        {
          code: 'workaround',
          note: 'Same lock as three weeks ago. It is the clean-up job.',
        },
      ),
      i(
        'P3',
        'checkout',
        'Half-past-twelve again: confirmation takes 40 seconds',
        'I had it myself with my lunch order.',
        'Clean-up stopped by hand, as the known error says.',
        { code: 'workaround' },
      ),
      i(
        'P3',
        'checkout',
        'Customers give up on the last page at lunch time',
        'Seen in the funnel: one in twelve leaves there between 12:25 and 12:50.',
        'Clean-up stopped until the fix is out.',
        { code: 'workaround', by: 'kofi' },
      ),
    ],
    problem: {
      title: 'Clean-up of old baskets locks the new ones',
      text: 'Once a day, at half past twelve, baskets older than a month are deleted in one statement.',
      priority: 'P3',
      whys: [
        'Confirming an order waits for a lock on its basket',
        'The lock is held by the clean-up, which deletes 200,000 rows at once',
        'It deletes at once because it was written for 2,000',
        'It runs at noon because the machine was in another time zone when it was set up',
      ],
      factors: ['No alert on lock waits', 'The job has no owner in its name'],
      cause:
        'One DELETE over a month of baskets escalates to a lock on the table. It runs at 12:30, when a third of the day’s orders come in.',
      workaround:
        'Stop the job `basket-cleanup` in the scheduler; it can be started again after 14:00.',
    },
    end: {
      entities: ['checkout', 'resource:orders-db'],
      title: 'Delete old baskets in small steps, at night',
      text: 'The clean-up deletes 500 baskets at a time, with a pause, from 03:00.',
      why: 'Removes the waits at noon (known error).',
      plan: '1. Deploy the new job, switched off.\n2. Remove the old schedule.\n3. Switch it on and watch the first night.',
      backout: 'Switch the new job off. Old baskets do no harm for a week.',
      test: 'Two million baskets on staging: no wait above 20 ms during the job.',
      note: 'First night: 214,000 baskets in 19 minutes, longest wait 8 ms.',
    },
    because: 'Four weeks without a wait above 50 ms at noon.',
  },
  {
    key: 'slow-facets',
    days: [118, 131, 139],
    incidents: [
      i(
        'P3',
        'product-search',
        'Search with three filters takes ten seconds',
        'Brand, size and colour together. Two of them are fine.',
        'Faster after the index was compacted over night.',
        { code: 'workaround' },
      ),
      i(
        'P3',
        'product-search web-shop',
        'Sale pages time out',
        'The page of the sale has five filters in its link, and does not open.',
        'Link shortened to two filters.',
        {
          code: 'workaround',
          note: 'Counts for each filter value, one query each. 140 queries for this page.',
        },
      ),
      i(
        'P4',
        'product-search',
        'Filters for shoes come late',
        'The shoes are there, the filters on the left drop in one by one.',
        'Known error; the counts come late but are right.',
        { code: 'workaround' },
      ),
    ],
    problem: {
      title: 'Counting filter values costs more than the search',
      text: 'Every value of every filter is counted with a query of its own.',
      priority: 'P3',
      whys: [
        'The page waits for the counts',
        'There are up to 140 of them',
        'They are asked one after the other',
      ],
      cause:
        'Filter counts are asked one by one instead of as one aggregation.',
      workaround: 'Links of campaigns: two filters at most.',
    },
    end: {
      entities: ['product-search'],
      title: 'Count all filter values with one query',
      text: 'One aggregation instead of up to 140 queries.',
      why: 'Pages with three filters take ten seconds.',
      plan: 'Deploy to one node, compare the counts of 1,000 real searches, then to the others.',
      backout: 'Deploy the commit before, node by node.',
      test: 'Replay of last Saturday’s searches on staging: same counts, 95 % below 300 ms.',
      note: 'Ninety-five of a hundred below 210 ms.',
    },
    because: 'Slowest filter page of the last two weeks: 0.4 s.',
  },
  {
    key: 'label-printers',
    days: [95, 168, 232, 287],
    incidents: [
      i(
        'P3',
        'shipping',
        'Printers in hall 1 print every label twice',
        'Since the power cut. Two trucks left with doubled labels.',
        'Print server restarted, queue emptied.',
        { code: 'workaround', by: 'fatima' },
      ),
      i(
        'P3',
        'shipping warehouse-console',
        'Labels come out twice after the lunch break',
        'Packing station 7 to 12.',
        'Queue emptied. It was after the restart for updates.',
        { code: 'workaround', by: 'fatima' },
      ),
      i(
        'P3',
        'shipping',
        'Double labels, again after a restart',
        'Two parcels with the same number: the second one is lost for three days each time.',
        'Queue emptied before the restart of the second server, as described.',
        { code: 'workaround', by: 'luca' },
      ),
      i(
        'P4',
        'shipping',
        'Duplicate label on two parcels to Graz',
        'The carrier asks which one is real.',
        'Found both, one was relabelled. Server had restarted over night.',
        { code: 'workaround' },
      ),
    ],
    problem: {
      title: 'A restarted print server prints its queue once more',
      text: 'What was being printed is printed again, for the server only notes a label after the whole batch.',
      priority: 'P4',
      whys: [
        'Labels are printed twice after a restart',
        'The queue does not know what is on paper',
        'It is told after the batch of 50, not after the label',
      ],
      factors: ['Updates restart the server whenever they like'],
      cause:
        'The maker’s driver confirms batches. There is no setting for it in this version.',
      workaround:
        'Before a restart: pause the queue, wait until nothing is printing, empty it. The console makes the labels again on demand.',
    },
    end: 'known_error',
    because:
      'Waits for version 6 of the print server, announced for next year.',
  },
  {
    key: 'double-notes',
    days: [152, 190],
    incidents: [
      i(
        'P3',
        'inventory',
        'Delivery note booked twice',
        'Forty pans too many in stock.',
        'Second booking reversed.',
        { code: 'workaround' },
      ),
      i(
        'P3',
        'inventory warehouse-console',
        'Pallet counted double after a double scan',
        'The scanner beeped twice, and so did the stock.',
        'Reversed. The colleagues know to look for it.',
        { code: 'workaround', by: 'fatima' },
      ),
    ],
    problem: {
      title: 'Two scans of one delivery note are two deliveries',
      text: 'The number of the note is not looked at when it is booked.',
      priority: 'P3',
      whys: [
        'Stock is too high',
        'A note was booked twice',
        'Nothing says that it was booked',
      ],
      cause: 'A booking has no key: each scan is a new one.',
      workaround:
        'List *Bookings of today* in the console, sorted by number: doubles are below each other.',
    },
    end: {
      entities: ['inventory', 'warehouse-console'],
      title: 'A delivery note can be booked once',
      text: 'Supplier and number of the note are the key of a booking.',
      why: 'Doubled stock sells what we do not have.',
      plan: '1. Mark the 31 doubles of the past.\n2. Add the key.\n3. Deploy console and service together.',
      backout: 'Remove the key; the code does without it.',
      test: 'Scan 200 notes twice on staging.',
      note: 'Three doubles were refused on the first day.',
    },
    because: 'Twenty-six doubles were refused in three weeks, none was booked.',
  },
  {
    key: 'img-cache',
    days: [205, 216],
    incidents: [
      i(
        'P4',
        'resource:image-store web-shop',
        'Old packaging on new pictures',
        'Supplier changed the box; we show the old one until somebody empties the cache.',
        'Emptied the cache for the product.',
        { code: 'workaround' },
      ),
      i(
        'P4',
        'resource:image-store',
        'Replaced picture still shows a competitor’s logo',
        'Legal is not amused.',
        'Emptied by hand in all regions.',
        { code: 'workaround', by: 'diego' },
      ),
    ],
    problem: {
      title: 'A picture that is replaced keeps its address',
      text: 'Caches all over the world keep what they have for a week.',
      priority: 'P4',
      whys: [
        'The old picture is shown',
        'Its address did not change',
        'The address is the number of the product',
      ],
      cause: 'Addresses are made of the product number, not of the content.',
      workaround:
        'Empty the cache of the address: *Images → Purge* in the console of the network.',
    },
    end: {
      entities: ['resource:image-store', 'web-shop'],
      title: 'Addresses of pictures contain a digest of their content',
      text: 'A new picture is a new address, so caches may keep everything for a year.',
      why: 'Replaced pictures are shown within minutes, and the cache hits more often.',
      plan: '1. Write both addresses for new pictures.\n2. Let the shop use the new ones.\n3. Make them for the old pictures, 2 million over a weekend.',
      backout:
        'The shop goes back to the old addresses, which stay for three months.',
      test: 'Replace 100 pictures on staging; the page has them after a reload.',
      note: 'Hit rate went from 91 to 97 %.',
    },
    because: 'Nobody has emptied a cache since.',
  },
];
