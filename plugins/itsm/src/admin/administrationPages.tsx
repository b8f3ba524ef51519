import type { AdministrationPage } from 'backstage-plugin-itsm-react';
import { titleText } from '../title/Title';
import { administrationPageOf } from './definitions/administrationPageOf';
import { definitionTypeViews } from './definitions/types';

/** The pages of Administration that ship, in order. A new page is a new entry; both frontends draw it. */
export const administrationPages: readonly AdministrationPage[] = [
  {
    path: 'unmapped',
    title: titleText('inbox.tab'),
    permissions: ['itsm.delivery.read'],
    loader: () => import('../inbox/UnmappedPage').then(m => <m.UnmappedPage />),
    formerPath: 'unmapped',
  },
  {
    path: 'deliveries',
    title: titleText('deliveries.title'),
    permissions: ['itsm.delivery.read'],
    loader: () =>
      import('../inbox/DeliveriesPage').then(m => <m.DeliveriesPage />),
    formerPath: 'deliveries',
  },
  ...definitionTypeViews.map(administrationPageOf),
];
