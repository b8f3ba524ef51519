import type { ReactElement } from 'react';
import { SubPageBlueprint } from '@backstage/frontend-plugin-api';
import type { ItsmTitle } from 'backstage-plugin-itsm-react';

/** A page below `/itsm`; its name is its path. */
export const itsmTab = <const Name extends string>(options: {
  name: Name;
  title: ItsmTitle;
  loader: () => Promise<ReactElement>;
}) =>
  SubPageBlueprint.makeWithOverrides({
    name: options.name,
    factory: (original, { config }) =>
      original({
        path: options.name,
        // Else Backstage would prefer the translation to the title in the app's configuration
        title: config.title ?? options.title,
        loader: options.loader,
      }),
  });
