import { i, type Trouble } from '../incidents';

/** What nobody has solved yet when the history ends, and how far it is. */
export const UNSOLVED: {
  day: number;
  trouble: Trouble;
  /** Left out: somebody works on it. */
  waits?: { reason: 'vendor' | 'requester'; comment: string };
}[] = [
  {
    day: 343,
    trouble: i(
      'P4',
      'android-app',
      'Fingerprint is asked for twice',
      'Once to open the app and once more at payment, on phones of one maker.',
      '',
    ),
    waits: {
      reason: 'vendor',
      comment: 'It is the maker’s library; they have it with number 88213.',
    },
  },
  {
    day: 347,
    trouble: i(
      'P3',
      'customer-accounts',
      'Merged accounts lose their wish list',
      'Both had one, the merged one has none.',
      '',
      {
        note: 'Lists are still there, under the number of the account that is gone.',
      },
    ),
  },
  {
    day: 350,
    trouble: i(
      'P4',
      'recommendations',
      'Same three products on every page of garden furniture',
      'A parasol, a parasol, and a stand for a parasol.',
      '',
    ),
  },
  {
    day: 352,
    trouble: i(
      'P3',
      'sales-dashboard',
      'Numbers of Switzerland are in euros and francs, mixed',
      'The total makes no sense since the new shop in Basel.',
      '',
      { by: 'valentina' },
    ),
  },
  {
    day: 354,
    trouble: i(
      'P4',
      'campaign-planner',
      'Planned banner cannot be deleted',
      'It says that it is in use, and it never was.',
      '',
    ),
    waits: {
      reason: 'requester',
      comment:
        'Which one is it? There are three with this name. A link would help.',
    },
  },
  {
    day: 355.3,
    trouble: i(
      'P3',
      'push-gateway',
      'Some phones get no message since they were set up anew',
      'Eleven customers so far, all with a new phone from their old backup.',
      '',
    ),
  },
  {
    day: 356.4,
    trouble: i(
      'P4',
      'login',
      'Passkey button is behind the keyboard on small phones',
      'You have to close the keyboard first, and who knows that.',
      '',
    ),
  },
  {
    day: 357.4,
    trouble: i(
      'P3',
      'order-pipeline resource:data-warehouse',
      'Two days of returns are missing in the warehouse',
      'Saturday and Sunday. Finance closes the month soon.',
      '',
      { by: 'valentina' },
    ),
  },
  {
    day: 358.4,
    trouble: i(
      'P3',
      'shipping',
      'Second carrier scans some parcels as "unknown"',
      'About one in fifty, all from packing station 9.',
      '',
      { by: 'fatima' },
    ),
  },
];
