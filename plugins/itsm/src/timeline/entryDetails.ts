import type {
  EntryView,
  Link,
  ValueType,
  Verb,
} from 'backstage-plugin-itsm-common';

/** A named value of an entry, or a change of one. */
export interface EntryDetail {
  name: string;
  /** Present for a change. */
  before?: unknown;
  value: unknown;
  /** Left out: it is text. */
  type?: ValueType;
  changed: boolean;
}

/** Drawn elsewhere: the action is the sentence, the text is the comment, links are named. */
const DRAWN = [
  'action',
  'from',
  'to',
  'text',
  'fields',
  'links',
  'consent',
  'of',
  'mentions',
  'what',
];
/** For machines that check a file; readers know it by its name. */
const OF_FILES = ['id', 'contentType', 'size', 'sha256'];

/** Single values, so that two of them are before and after; of others two are a list. */
const SINGLE = ['assignee', 'assignmentGroup', 'priority'];

const isPair = (value: unknown): value is [unknown, unknown] =>
  Array.isArray(value) && value.length === 2;

/** What an entry says beyond who did what: changes as before and after, then the other params. */
export function entryDetails(entry: EntryView): EntryDetail[] {
  const fields = (entry.body.fields ?? {}) as Record<string, unknown>;
  const { types = {} } = entry;
  const typed = (name: string) =>
    Object.hasOwn(types, name) ? { type: types[name] } : {};
  const rest = Object.entries(entry.body).filter(
    ([name, value]) =>
      !DRAWN.includes(name) &&
      !(entry.verb === 'redacted' && name === 'field') &&
      !(entry.verb === 'attached' && OF_FILES.includes(name)) &&
      value !== undefined &&
      value !== null,
  );
  return [...Object.entries(fields), ...rest].map(([name, value]) =>
    (name in fields || SINGLE.includes(name)) && isPair(value)
      ? {
          name,
          ...typed(name),
          before: value[0],
          value: value[1],
          changed: true,
        }
      : { name, ...typed(name), value, changed: false },
  );
}

/** The links that an entry added or removed; `incoming` are those that the other record holds. */
export const entryLinks = (
  entry: EntryView,
): (Link & { incoming?: boolean })[] =>
  Array.isArray(entry.body.links) ? (entry.body.links as Link[]) : [];

/** The filters of a timeline by what entries are about. */
export type EntryFilter =
  'all' | 'comments' | 'states' | 'edits' | 'deployments';

const VERBS_OF_FILTER: Record<Exclude<EntryFilter, 'all'>, readonly Verb[]> = {
  comments: ['commented', 'amended', 'attached', 'redacted'],
  states: [
    'created',
    'moved',
    'acknowledged',
    'approved',
    'rejected',
    'judged',
    'reminded',
  ],
  edits: ['edited', 'assigned', 'linked', 'unlinked', 'redacted'],
  deployments: ['deployed', 'judged'],
};

/** All filters, in the order in which they are offered. */
export const ENTRY_FILTERS: readonly EntryFilter[] = [
  'all',
  'comments',
  'states',
  'edits',
  'deployments',
];

/** True if the entry belongs to what the reader wants to see. */
export function passes(filter: EntryFilter, entry: EntryView): boolean {
  return filter === 'all' || VERBS_OF_FILTER[filter].includes(entry.verb);
}
