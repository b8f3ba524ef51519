/** What is written down for others. */
export interface Text {
  /** Day of the script. */
  day: number;
  by: string;
  entities: string[];
  category: string;
  title: string;
  text: string;
  /** What the second edition says instead, and when. */
  update?: { day: number; text: string };
}

export const TEXTS: Text[] = [
  {
    day: 34,
    by: 'olivia',
    entities: ['payments', 'checkout'],
    category: 'Runbook',
    title: 'When card payments fail',
    text: '## First five minutes\n\n1. Which method? *Payments → Methods* shows errors by method.\n2. All of them: it is us. One of them: it is the provider; look at their status page.\n3. Open an incident, high impact, high urgency.\n\n## If it is the provider\n\nTell customer care what to say. Nobody is charged for a payment that fails.',
    update: {
      day: 76,
      text: '## First five minutes\n\n1. Which method? *Payments → Methods* shows errors by method.\n2. All of them: it is us. One of them: it is the provider; look at their status page.\n3. Open an incident, high impact, high urgency.\n\n## If it is the card provider\n\nLead cards to the second provider: switch `payments.cards` to `second`. It takes effect within a minute. Saved cards do not work there; customers type them again.\n\n## Afterwards\n\nBack to `first` when their errors are below 1 % for half an hour.',
    },
  },
  {
    day: 58,
    by: 'kofi',
    entities: ['checkout'],
    category: 'How-to',
    title: 'Confirm orders by hand after an outage',
    text: 'Orders that were paid and not confirmed are in the view `orders_paid_unconfirmed`.\n\n1. Compare the amount with the provider’s page.\n2. `confirm --order <number> --reason <incident>`\n3. The customer gets the usual mail.\n\nNot more than 50 at once: the warehouse would print all labels at the same time.',
  },
  {
    day: 90,
    by: 'marek',
    entities: ['product-search', 'resource:search-index'],
    category: 'Runbook',
    title: 'Search is slow: where to look',
    text: '| Sign | Look at | Do |\n| --- | --- | --- |\n| One node is slow | disk and heap of the node | take it out, restart it |\n| All are slow since the night | merges after the import | wait half an hour |\n| Thursday morning | newsletter job | stop it |\n| Pages with many filters | known error about filter counts | fewer filters in links |',
    update: {
      day: 178,
      text: '| Sign | Look at | Do |\n| --- | --- | --- |\n| One node is slow | disk and heap of the node | take it out, restart it |\n| All are slow since the night | merges after the import | wait half an hour |\n| Thursday morning | newsletter job | stop it |\n\nThe new cluster heals a lost node by itself; give it ten minutes.',
    },
  },
  {
    day: 110,
    by: 'tom',
    entities: ['resource:orders-db', 'resource:accounts-db'],
    category: 'Runbook',
    title: 'Switch over a PostgreSQL cluster',
    text: 'Takes 30 to 40 seconds without writes. Tell Team Checkout first.\n\n1. `pgctl status`: lag below 1 MB.\n2. `pgctl switchover --cluster orders`\n3. Watch connections: all services come back by themselves but `price-importer`, which has to be restarted.',
  },
  {
    day: 126,
    by: 'noor',
    entities: ['login', 'customer-accounts'],
    category: 'How-to',
    title: 'Help a customer who lost the second factor',
    text: '1. Two questions from the account: last order, delivery address.\n2. *Accounts → Security → Remove factor.* It asks for your name.\n3. The customer gets a mail, and so does the address before the last change.\n\nNever by chat.',
  },
  {
    day: 158,
    by: 'tom',
    entities: ['login', 'payments', 'resource:image-store'],
    category: 'Runbook',
    title: 'Renew a certificate that has ended',
    text: '1. `cert status <host>` says who issues it.\n2. Ours: `cert renew <host> --force`, then restart the ingress of one zone after the other.\n3. A partner’s: call them; numbers are in the vault under *Partners*.\n\nBrowsers remember the refusal for a minute. Emergency change, with the incident linked.',
  },
  {
    day: 172,
    by: 'luca',
    entities: ['shipping', 'warehouse-console'],
    category: 'How-to',
    title: 'Restart the print server without double labels',
    text: '1. Pause the queue.\n2. Wait until nothing is printing.\n3. Empty the queue.\n4. Restart.\n5. *Console → Labels → Make again* for what was in it.\n\nNever between 15:00 and 16:30: the truck.',
  },
  {
    day: 197,
    by: 'kenji',
    entities: ['ios-app', 'android-app'],
    category: 'How-to',
    title: 'Stop the rollout of an app',
    text: '- **Android**: *Release → Halt*. Who has it keeps it.\n- **iOS**: *Phased release → Pause*. New customers still get the new one; only a new version helps them.\n\nTell customer care which version has the error and what helps until then.',
  },
  {
    day: 214,
    by: 'diego',
    entities: ['campaign-planner', 'checkout'],
    category: 'Reference',
    title: 'Before a campaign begins: eleven questions',
    text: '1. When does it begin, in which zone?\n2. Does it end?\n3. Who released the voucher?\n4. How many will come, compared with last Saturday?\n5. Does Team Checkout know?\n6. Does the warehouse know?\n7. Not more than two filters in the link?\n8. Pictures in the image store since yesterday?\n9. Consent for the mails?\n10. Quiet hours for push?\n11. Who is there if it goes wrong?',
  },
  {
    day: 236,
    by: 'hannah',
    entities: ['sales-dashboard', 'order-pipeline'],
    category: 'FAQ',
    title: 'Why the dashboard and finance differ',
    text: 'The dashboard counts an order when it is placed, finance when it is paid. Cancelled orders leave the dashboard the next morning and finance at the end of the month. A difference below 1 % is normal; above it, please open an incident.',
  },
  {
    day: 262,
    by: 'priya',
    entities: ['resource:event-stream'],
    category: 'Reference',
    title: 'Topics of the event stream, and how long they keep',
    text: '| Topic | Key | Kept |\n| --- | --- | --- |\n| orders.v3 | order number | 30 days |\n| stock.v2 | product | 7 days |\n| warehouse.robots.v1 | robot | 7 days |\n| audit.v1 | person | 90 days |\n\nA new one: open a request, name events a second and days.',
  },
  {
    day: 279,
    by: 'fatima',
    entities: ['warehouse-console'],
    category: 'How-to',
    title: 'A scanner beeps and nothing is booked',
    text: '1. Is the light green? Red: no network; walk to the next aisle.\n2. Green: wait five seconds, scan once more. Doubles are refused.\n3. Still nothing: hold *Back* for three seconds.\n4. Take one of the spare scanners and tell the shift leader the number on the back.',
  },
  {
    day: 301,
    by: 'sofia',
    entities: ['web-shop', 'product-search'],
    category: 'Reference',
    title: 'Readiness for the big days',
    text: 'Freeze for planned changes: five days before until two days after. Nine checkout nodes, fourteen for search. Recommendations off above 800 orders a minute. Two people of each team in the room from eight to midnight, food is there.',
  },
  {
    day: 322,
    by: 'eddie',
    entities: ['fraud-check'],
    category: 'How-to',
    title: 'Release orders that the fraud check holds',
    text: '*Reviews → Filter: reason.* Release those that share the reason of the incident, twenty at a time. The model learns from it, so never release what you have not looked at.',
  },
  {
    day: 345,
    by: 'marek',
    entities: ['web-shop'],
    category: 'How-to',
    title: 'Empty the cache of the shop for one address',
    text: '`edge purge https://shop.acme.example/...`, or *Images → Purge* for pictures. Since pictures have the digest in their address this is needed for pages only.',
  },
];
