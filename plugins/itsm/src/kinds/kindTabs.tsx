import { EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';
import type { ItsmTitle, KindViewEntry } from 'backstage-plugin-itsm-react';
import { entitiesWith } from '../entity/entityFilter';
import { itsmTab } from '../page/itsmTab';

type TabOf<Plural extends string> = Pick<
  KindViewEntry,
  'kind' | 'icon' | 'load'
> & {
  plural: Plural;
  title: ItsmTitle;
};

/** The view comes along with the page instead of after it; whoever needs it sees a failure. */
const preload = ({ load }: Pick<KindViewEntry, 'load'>) => {
  load().catch(() => {});
};

/** The tab of the ITSM page that a kind has. */
export const pageTab = <const Plural extends string>(entry: TabOf<Plural>) =>
  itsmTab({
    name: entry.plural,
    title: entry.title,
    loader: () => {
      preload(entry);
      return import('../page/KindPage').then(m => (
        <m.KindPage kind={entry.kind} />
      ));
    },
  });

/** The tab of entities that a kind has; none if the configuration switches the kind off. */
export const entityTab = <const Plural extends string>(entry: TabOf<Plural>) =>
  EntityContentBlueprint.makeWithOverrides({
    name: entry.plural,
    factory: (original, { apis, config }) =>
      original({
        path: `/${entry.plural}`,
        // Else Backstage would prefer the translation to the title in the app's configuration
        title: config.title ?? entry.title,
        icon: entry.icon,
        filter: entitiesWith(entry.kind, apis),
        loader: () => {
          preload(entry);
          return import('../entity/EntityKindContent').then(m => (
            <m.EntityKindContent kind={entry.kind} />
          ));
        },
      }),
  });
