import type { ReactElement } from 'react';
import { SubPageBlueprint } from '@backstage/frontend-plugin-api';
import type { ItsmTitle } from 'backstage-plugin-itsm-react';

/** A tab of the ITSM page; its name is its path. */
export const itsmTab = <const Name extends string>(options: {
  name: Name;
  title: ItsmTitle;
  /** Permission without which it is not there. */
  permission?: string;
  loader: () => Promise<ReactElement>;
}) =>
  SubPageBlueprint.makeWithOverrides({
    name: options.name,
    if: options.permission
      ? { permissions: { $contains: options.permission } }
      : undefined,
    factory: (original, { config }) =>
      original({
        path: options.name,
        // Else Backstage would prefer the translation to the title in the app's configuration
        title: config.title ?? options.title,
        loader: options.loader,
      }),
  });
