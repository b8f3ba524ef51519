import { i } from '../incidents';
import type { Outage } from '../outages';

/** One message, eleven times. */
export const pushesOutage: Outage = {
  key: 'android-crash',
  day: 292,
  hour: 12.3,
  deployed: 'acme/push-gateway',
  main: i(
    'P2',
    'push-gateway ios-app android-app',
    'Everybody got the same push message, eleven times',
    '"Your parcel has arrived." 60,000 phones, eleven times each.',
    'The version of noon acknowledged messages after sending all instead of each. Went back to the one before; the queue was emptied.',
    {
      lasts: 40,
      by: 'kenji',
      reply: 'Stopped. No more messages until we know that they go out once.',
    },
  ),
  children: [
    i(
      'P3',
      'push-gateway',
      'Customers want to know which parcel',
      'They have ordered nothing.',
      '',
      { by: 'amara' },
    ),
  ],
  review: {
    title: 'Eleven messages at lunch',
    findings:
      'The new version confirms a batch at its end. One phone that did not answer let the whole batch be sent again, ten times.',
    lessons:
      '- Went well: stopped after six minutes.\n- Went wrong: tests had only phones that answer.',
    tasks: ['A phone that never answers among the tests'],
  },
};
