import { c } from '../changes/planned';
import { i } from '../incidents';
import type { Outage } from '../outages';

/** A certificate ends. */
export const certificateOutage: Outage = {
  key: 'certificate',
  day: 155,
  hour: 8.1,
  emergency: c(
    'login',
    'Renew the certificate of the login now',
    'It ended this morning at nine.',
    '',
    'Renew it, restart the ingress zone by zone.',
    'None: the old one is refused anyway. Restart with it if the ingress fails.',
    '',
    { note: 'New one is served in all zones since 09:44.' },
  ),
  main: i(
    'P1',
    'login customer-accounts',
    'Browsers refuse the login page',
    '"Your connection is not private" for everybody who wants to log in.',
    'The certificate had ended at nine. Renewed; it should have renewed itself and had lost the right to do so in spring.',
    {
      lasts: 44,
      by: 'noor',
      reply:
        'The certificate has ended. A new one is being made; guests can order without login.',
    },
  ),
  children: [
    i(
      'P3',
      'ios-app login',
      'App says that we are not Acme',
      'On every start since nine.',
      '',
      { by: 'kenji' },
    ),
    i(
      'P2',
      'login',
      'Customers ask whether we were hacked',
      'Because of the warning. What may I tell them?',
      '',
      { by: 'amara' },
    ),
  ],
  review: {
    title: 'A certificate that nobody watched',
    findings:
      'The renewal had failed for 30 days, twice a day, in a log that nobody reads. The permission was removed with others in spring.',
    lessons:
      '- Went well: 44 minutes, with an emergency change that was approved in four.\n- Went wrong: customers told us.',
    tasks: [
      'Alert when a renewal fails twice',
      'List of what else used the removed permission',
    ],
  },
};
