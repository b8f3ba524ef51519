import type { BuiltInKindName } from 'backstage-plugin-itsm-common';
import type { KindViewEntry } from 'backstage-plugin-itsm-react';

/** Every kind that ships has its view; without one this does not compile. */
const views: Record<BuiltInKindName, Omit<KindViewEntry, 'kind'>> = {
  incident: {
    plural: 'incidents',
    prefix: 'INC',
    tab: true,
    load: () => import('./incident/incidentView').then(m => m.incidentView),
  },
  change: {
    plural: 'changes',
    prefix: 'CHG',
    tab: true,
    load: () => import('./change/changeView').then(m => m.changeView),
  },
};

/** The views of the kinds that ship, loaded when first needed. */
export const builtInKindViews: readonly KindViewEntry[] = Object.entries(
  views,
).map(([kind, view]) => ({ kind, ...view }));
