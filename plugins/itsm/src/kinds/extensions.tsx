import type { BuiltInKindName } from 'backstage-plugin-itsm-common';
import { views } from '.';
import { resultType } from '../search/extensions';
import { entityTab, pageTab } from './kindTabs';

/** A tab of the ITSM page, and a type of search result. */
const page = <const Kind extends BuiltInKindName>(kind: Kind, title: string) =>
  [pageTab({ ...views[kind], kind }, title), resultType(kind, title)] as const;

/** The same with a tab of entities. */
const tabs = <const Kind extends BuiltInKindName>(kind: Kind, title: string) =>
  [...page(kind, title), entityTab({ ...views[kind], kind }, title)] as const;

/** A line for each kind that ships. Their names are identities: apps configure extensions by them. */
export const kindExtensions = [
  ...tabs('incident', 'Incidents'),
  ...tabs('problem', 'Problems'),
  ...tabs('change', 'Changes'),
  ...tabs('article', 'Knowledge'),
  ...page('request', 'Requests'),
  ...page('task', 'Tasks'),
  ...page('review', 'Reviews'),
] as const;
