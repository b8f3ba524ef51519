import type { BuiltInKindName } from 'backstage-plugin-itsm-common';
import { views } from '.';
import { entityTab, pageTab } from './kindTabs';

/** A tab of the ITSM page. */
const page = <const Kind extends BuiltInKindName>(kind: Kind) =>
  pageTab({ ...views[kind], kind });

/** A tab of the ITSM page and one of entities. */
const tabs = <const Kind extends BuiltInKindName>(kind: Kind) =>
  [page(kind), entityTab({ ...views[kind], kind })] as const;

/** A line for each kind that ships. Their names are identities: apps configure extensions by them. */
export const kindExtensions = [
  ...tabs('incident'),
  ...tabs('problem'),
  ...tabs('change'),
  page('request'),
  ...tabs('article'),
  page('task'),
  page('review'),
] as const;
