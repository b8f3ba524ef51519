/** Something that somebody asked for. */
export interface Wish {
  by: string;
  /** Short name of what it is about, or of the team. */
  about: string;
  title: string;
  text: string;
  outcome?: string;
  approver?: string;
  tasks?: string[];
  /** Why it waited for a while. */
  hold?: string;
  end?: 'rejected' | 'canceled' | 'disputed';
  because?: string;
  rating?: number;
}

export const WISHES: Wish[] = [
  {
    by: 'rita',
    about: 'sales-dashboard',
    title: 'Dashboard for the new shops in Lyon',
    text: 'Revenue and visitors by hour, like the one for Vienna.',
    outcome: 'It is under *Shops → Lyon*.',
    rating: 5,
  },
  {
    by: 'valentina',
    about: 'sales-dashboard',
    title: 'Access to the sales dashboard for two trainees',
    text: 'Until the end of their six months.',
    outcome: 'Both can see all countries, without customers’ names.',
    approver: 'priya',
  },
  {
    by: 'amara',
    about: 'customer-accounts',
    title: 'Merge two accounts of one customer',
    text: 'She registered twice, with two addresses. Orders should be in one place.',
    outcome: 'Merged into the older one; she got a mail.',
    rating: 5,
  },
  {
    by: 'amara',
    about: 'team-platform',
    title: 'Headsets and accounts for three new colleagues in customer care',
    text: 'They begin on the first. Names are with people and culture.',
    tasks: [
      'Create accounts and add them to the phone queue',
      'Order headsets',
    ],
    rating: 4,
  },
  {
    by: 'rita',
    about: 'campaign-planner',
    title: 'Voucher for the trade fair in Milan',
    text: '15 %, for three days, 500 codes.',
    outcome: 'Codes are in your folder. They begin on the day of the fair.',
    approver: 'chen',
    rating: 5,
  },
  {
    by: 'valentina',
    about: 'campaign-planner',
    title: 'Voucher of 40 % for a customer’s wedding list',
    text: 'They spend a lot.',
    approver: 'chen',
    end: 'rejected',
    because:
      'Above 20 % needs the head of sales. Please ask her, with the amount.',
  },
  {
    by: 'eddie',
    about: 'resource:orders-db',
    title: 'Copy of the orders database for the load test',
    text: 'Without names and addresses, as of last week.',
    outcome: 'On `orders-loadtest`, until the 30th.',
    approver: 'priya',
    tasks: ['Remove names and addresses', 'Restore on the test cluster'],
  },
  {
    by: 'fatima',
    about: 'warehouse-console',
    title: 'Twelve more logins for seasonal workers',
    text: 'From the 15th, for eight weeks. Picking only.',
    outcome:
      'They are on the cards that you handed in. They end by themselves.',
    rating: 5,
  },
  {
    by: 'luca',
    about: 'resource:event-stream',
    title: 'Topic for the robots of hall 3',
    text: 'About 200 events a second, kept for a week.',
    outcome: '`warehouse.robots.v1`, six partitions.',
    hold: 'Waits for the format from the maker of the robots.',
  },
  {
    by: 'kenji',
    about: 'resource:image-store',
    title: 'Bucket for app screenshots',
    text: 'Public, 2 GB, for the stores.',
    outcome: 'Done. The address is in the description of the pipeline.',
  },
  {
    by: 'rita',
    about: 'product-reviews',
    title: 'Remove a review with a phone number in it',
    text: 'The number is of a colleague.',
    outcome: 'Gone, also from the copies at the search engines.',
    rating: 5,
  },
  {
    by: 'amara',
    about: 'shipping',
    title: 'List of parcels that were lost last month',
    text: 'For the claim against the carrier.',
    outcome: '114 parcels, in the shared folder.',
    end: 'disputed',
    because: 'The list has no values of the goods. The carrier asks for them.',
    rating: 4,
  },
  {
    by: 'hannah',
    about: 'resource:data-warehouse',
    title: 'Read access to the warehouse for the new analyst',
    text: 'Arjun, from Monday on. No customers’ names.',
    outcome: 'Role `reader_no_pii`.',
    approver: 'priya',
  },
  {
    by: 'sofia',
    about: 'resource:search-index',
    title: 'Second index for trying synonyms',
    text: 'Small, for two months.',
    outcome: '`products-synonyms`, with last night’s products.',
  },
  {
    by: 'valentina',
    about: 'team-platform',
    title: 'Bigger screen for the sales office',
    text: 'The one on the wall, for the dashboard.',
    tasks: ['Order the screen', 'Mount it and connect it'],
    hold: 'Not in stock until the end of the month.',
    rating: 4,
  },
  {
    by: 'diego',
    about: 'push-gateway',
    title: 'Group of testers for push messages',
    text: 'Twenty colleagues, all kinds of phones.',
    outcome: 'Group `friends`. Add people in the console.',
  },
  {
    by: 'rita',
    about: 'consent-center',
    title: 'What did we know about customer 4471-22?',
    text: 'He asks for everything, as is his right.',
    outcome: 'Report sent to him and to legal. Nine pages, mostly parcels.',
    approver: 'chen',
  },
  {
    by: 'noor',
    about: 'login',
    title: 'Second test tenant at the social logins',
    text: 'One for the tests, one to try things.',
    outcome: 'Keys are in the vault under `login/try`.',
  },
  {
    by: 'amara',
    about: 'payments',
    title: 'Find a bank transfer without a reference',
    text: '412.80 €, on the ninth, name Petrović or similar.',
    outcome:
      'Found and booked to order 88-120-4. The reference was in the name field.',
    rating: 5,
  },
  {
    by: 'valentina',
    about: 'web-shop',
    title: 'Landing page for hotels',
    text: 'With a form. Texts are ready.',
    end: 'canceled',
    because: 'We use the page of last year after all.',
  },
  {
    by: 'kofi',
    about: 'session-service',
    title: 'Staging: sessions that end after five minutes',
    text: 'To test what happens to baskets.',
    outcome: 'Header `x-short-session: 1`, on staging only.',
  },
  {
    by: 'rita',
    about: 'inventory',
    title: 'Stock of garden furniture by warehouse, every Monday',
    text: 'As a mail to the buyers.',
    outcome: 'Comes on Mondays at seven, to buyers@.',
    rating: 3,
  },
  {
    by: 'marek',
    about: 'resource:session-cache',
    title: 'Dashboard panel for evicted sessions',
    text: 'We want to see when the cache is too small.',
    outcome: 'On the cache dashboard, third row.',
  },
  {
    by: 'amara',
    about: 'product-search',
    title: '"Sofa" should find couches',
    text: 'Customers say couch, suppliers say sofa.',
    outcome: 'Synonyms for 40 pieces of furniture, from your list.',
    tasks: ['Collect the pairs with customer care', 'Load and compare a week'],
    rating: 5,
  },
  {
    by: 'valentina',
    about: 'resource:accounts-db',
    title: 'List of all customers with a birthday in July',
    text: 'For a greeting card.',
    approver: 'priya',
    end: 'rejected',
    because:
      'They did not agree to that. Marketing can reach those who did through the planner.',
  },
  {
    by: 'rita',
    about: 'sales-dashboard',
    title: 'Compare with last year by week, not by date',
    text: 'Easter moves.',
    hold: 'Waits for the calendar of holidays from finance.',
  },
  {
    by: 'fatima',
    about: 'shipping',
    title: 'Labels in Italian for the second carrier',
    text: 'Their drivers ask for it.',
  },
  {
    by: 'amara',
    about: 'customer-accounts',
    title: 'Show customer care which devices are logged in',
    text: 'Customers ask when they lose a phone.',
    tasks: [
      'Agree with data protection what may be shown',
      'Add it to the page of customer care',
    ],
  },
];
