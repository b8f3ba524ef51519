import type { ReactElement } from 'react';
import {
  ExtensionBoundary,
  createExtensionBlueprint,
  createExtensionDataRef,
} from '@backstage/frontend-plugin-api';
import type { ItsmTitle } from '../text/itsmTitle';

/** A page of Administration, as {@link AdministrationPageBlueprint} takes it. @public */
export interface AdministrationPage {
  /** Its address is `/itsm/administration/<path>`. */
  path: string;
  /** In the navigation of Administration. */
  title: ItsmTitle;
  /** Names of permissions: anyone who has one of them sees the page. */
  permissions: readonly string[];
  /** Loads the page when somebody opens it. */
  loader: () => Promise<ReactElement>;
  /** Path below `/itsm` where the page once was. It redirects, with query and hash. */
  formerPath?: string;
}

/** A page of Administration with what it draws. @public */
export interface AdministrationPageEntry extends Omit<
  AdministrationPage,
  'loader'
> {
  /** The page itself, loaded when it is first drawn. */
  element: ReactElement;
}

/** Carries a page of Administration from a plugin to ITSM. @public */
export const administrationPageDataRef =
  createExtensionDataRef<AdministrationPageEntry>().with({
    id: 'itsm.administration-page',
  });

/**
 * Adds a page to Administration. The tab is there for anyone who may see at least one of its pages.
 *
 * @public
 */
export const AdministrationPageBlueprint = createExtensionBlueprint({
  kind: 'itsm-administration-page',
  attachTo: { id: 'page:itsm', input: 'administration' },
  output: [administrationPageDataRef],
  factory({ loader, ...page }: AdministrationPage, { node }) {
    const element = ExtensionBoundary.lazy(node, loader);
    return [administrationPageDataRef({ ...page, element })];
  },
});
