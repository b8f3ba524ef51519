import type { KindViewEntry } from 'backstage-plugin-itsm-react';

/** The pages of ITSM by their paths, and which of them have a tab. */
export interface Places {
  /** Paths of the pages that are tabs, in order. */
  tabs: readonly string[];
  /** Paths of the tabs that lead to a page; none for a tab. */
  under(path: string): readonly string[];
}

/** Sorts pages into tabs and what is under tabs, as the views of kinds say. */
export function placesOf(
  paths: readonly string[],
  entries: readonly KindViewEntry[],
): Places {
  const wished = (path: string) =>
    entries.find(({ plural }) => plural === path)?.under ?? [];
  // A page under a page that has no tab itself would be out of reach
  const isTab = (path: string) =>
    !wished(path).some(
      parent => paths.includes(parent) && wished(parent).length === 0,
    );
  const tabs = paths.filter(isTab);
  return {
    tabs,
    under: path =>
      tabs.includes(path)
        ? []
        : wished(path).filter(parent => tabs.includes(parent)),
  };
}

/** The page that an address below `/itsm` belongs to; of `r/<number>` it is that of the record's kind. */
export function pageOf(
  address: string,
  entries: readonly KindViewEntry[],
): string {
  const [path, number = ''] = address.split('/');
  if (path !== 'r') return path;
  const prefix = number.split('-')[0].toUpperCase();
  return entries.find(entry => entry.prefix === prefix)?.plural ?? '';
}

/**
 * The tab to light for a page. A page under several tabs leaves the one lit through which its reader
 * came.
 */
export function litTab(
  page: string,
  { tabs, under }: Places,
  before: string,
): string {
  if (tabs.includes(page)) return page;
  const parents = under(page);
  return parents.includes(before) ? before : (parents[0] ?? '');
}
