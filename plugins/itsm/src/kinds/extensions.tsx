import { SubPageBlueprint } from '@backstage/frontend-plugin-api';
import { EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { entityFilter } from '../entity/entityFilter';

/** The tab of the ITSM page and the tab of entities that a kind has. */
const tabsOf = <const Plural extends string>(
  kind: string,
  plural: Plural,
  title: string,
) =>
  [
    SubPageBlueprint.make({
      name: plural,
      params: {
        path: plural,
        title,
        loader: () =>
          import('../page/KindPage').then(m => <m.KindPage kind={kind} />),
      },
    }),
    EntityContentBlueprint.make({
      name: plural,
      params: {
        path: `/${plural}`,
        title,
        filter: entityFilter,
        loader: () =>
          import('../entity/EntityKindContent').then(m => (
            <m.EntityKindContent kind={kind} />
          )),
      },
    }),
  ] as const;

/** A line for each kind that ships. Their names are identities: apps configure extensions by them. */
export const kindExtensions = [
  ...tabsOf('incident', 'incidents', 'Incidents'),
  ...tabsOf('change', 'changes', 'Changes'),
] as const;
