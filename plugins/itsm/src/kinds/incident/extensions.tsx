import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { entitiesWith } from '../../entity/entityFilter';
import { reportMenuItem } from './reportMenuItem';

/** Says on the overview that something urgent is open; draws nothing otherwise. */
const urgentBanner = EntityCardBlueprint.makeWithOverrides({
  name: 'urgent',
  factory: (original, { apis }) =>
    original({
      type: 'content',
      filter: entitiesWith('incident', apis),
      loader: () => import('./UrgentBanner').then(m => <m.UrgentBanner />),
    }),
});

const overviewCard = EntityCardBlueprint.makeWithOverrides({
  name: 'overview',
  factory: (original, { apis }) =>
    original({
      type: 'info',
      filter: entitiesWith('incident', apis),
      loader: () =>
        import('./EntityOverviewCard').then(m => <m.EntityOverviewCard />),
    }),
});

/** What incidents show on pages of entities besides their tab. */
export const incidentExtensions = [
  urgentBanner,
  overviewCard,
  reportMenuItem,
] as const;
