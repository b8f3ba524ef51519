import { c } from '../changes/planned';
import { i } from '../incidents';
import type { Outage } from '../outages';

/** The card provider is away. */
export const providerOutage: Outage = {
  key: 'provider',
  day: 52,
  hour: 17.4,
  main: i(
    'P1',
    'payments checkout',
    'No card payments at all',
    'Monitoring and everybody else: all cards are refused since 18:22.',
    'The provider had lost a data centre and led everything to the second one, which refused our certificate. They corrected it after 96 minutes.',
    {
      lasts: 96,
      by: 'olivia',
      code: 'workaround',
      reply:
        'It is the card provider. PayPal and transfer work. Customer care has a text for callers.',
      note: 'Their status page is green. Called the number on the contract, they know. Bridge is open.',
    },
  ),
  children: [
    i(
      'P2',
      'payments',
      'Visa does not work',
      'Tried three times, with two cards.',
      '',
      { by: 'rita' },
    ),
    i(
      'P2',
      'checkout',
      'Customers cannot pay, phone is ringing',
      'Twenty calls in ten minutes, all about cards.',
      '',
      { by: 'amara' },
    ),
    i(
      'P2',
      'android-app payments',
      'Payment in the app fails',
      'Error 91 in the app, since about half past six.',
      '',
      { by: 'kenji' },
    ),
    i(
      'P3',
      'payments',
      'Shop in Lyon: terminal says "host not reachable"',
      'They write orders on paper.',
      '',
      { by: 'valentina' },
    ),
  ],
  problem: {
    title: 'All cards go through one provider',
    text: 'When it is away, two thirds of the orders cannot be paid.',
    priority: 'P2',
    whys: [
      'Cards were refused for 96 minutes',
      'The provider was away',
      'There is no other way for cards',
      'The contract of four years ago forbade one',
    ],
    factors: [
      'Their status page was green for an hour',
      'The phone number of their duty was in one person’s phone',
    ],
    cause: 'A single provider for cards, without a way round it.',
    workaround:
      'Offer PayPal and bank transfer above cards: switch `payments.order` to `wallets-first`.',
  },
  fix: c(
    'payments checkout',
    'Second provider for cards',
    'Cards can be led to a second provider by a switch.',
    'Outage of the card provider.',
    '1. Contract and certificates.\n2. 1 % of the cards for a week.\n3. Rehearse the switch on a Tuesday morning.',
    'Switch `payments.cards` to `first`.',
    'All test cards of both, and a rehearsal on staging.',
    {
      note: 'Rehearsed in production: 40 seconds, two payments had to be repeated.',
    },
  ),
  because:
    'Rehearsed twice. Their outage three weeks later cost us four minutes.',
  review: {
    title: 'Ninety-six minutes without cards',
    findings:
      'The provider failed over to a place where our new certificate was missing. We knew within three minutes that it was them, and could do nothing.',
    lessons:
      '- Went well: one voice to customers within ten minutes.\n- Went wrong: one provider; a phone number that only Olivia had.\n- Luck: PayPal works elsewhere.',
    tasks: [
      'Numbers of all providers into the vault',
      'Ask the provider for a test of their second place',
    ],
  },
};
