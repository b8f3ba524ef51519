import type { RecordQuery } from 'backstage-plugin-itsm-common';
import { aboutEntity, type ListFilters } from 'backstage-plugin-itsm-react';

export const NO_FILTERS: ListFilters = {
  state: 'open',
  q: '',
  priority: '',
  mine: '',
  unassigned: '',
  unowned: '',
  only: '',
  assignee: '',
  group: '',
  desk: '',
  entity: '',
  sort: 'created',
};

const NAMES = Object.keys(NO_FILTERS) as (keyof ListFilters)[];

/** What a word of the URL may be; other words are as good as none. */
const WORDS: Partial<Record<keyof ListFilters, RegExp>> = {
  state: /^(open|closed|all)$/,
  priority: /^([1-5]|1-[2-5])$/,
  mine: /^(true|assignee|requester|approver|team)$/,
  unassigned: /^true$/,
  unowned: /^true$/,
  only: /^[a-zA-Z]+$/,
  desk: /^[a-z][a-z0-9-]*$/,
  sort: /^(created|updated|priority)$/,
};

/** True if the URL says anything of what the list shows. */
export const saysFilters = (params: URLSearchParams): boolean =>
  NAMES.some(name => params.has(name));

/** The filters that a URL or a saved search says. */
export function filtersOf(params: URLSearchParams): ListFilters {
  const said = NAMES.flatMap(name => {
    const word = params.get(name);
    return word && (WORDS[name]?.test(word) ?? true) ? [[name, word]] : [];
  });
  return { ...NO_FILTERS, ...Object.fromEntries(said) };
}

/** Puts filters into a URL; the state always, so that the URL says all that the list shows. */
export function writeFilters(
  params: URLSearchParams,
  filters: ListFilters,
): void {
  for (const name of NAMES) {
    const isSaid = filters[name] !== NO_FILTERS[name] || name === 'state';
    if (isSaid) params.set(name, filters[name]);
    else params.delete(name);
  }
}

/** The same filters are always the same text. */
export function searchOf(filters: Partial<ListFilters>): string {
  const params = new URLSearchParams();
  writeFilters(params, { ...NO_FILTERS, ...filters });
  return params.toString();
}

/** What the server is asked for. */
export function queryOf(filters: ListFilters): RecordQuery {
  const { state, sort, priority } = filters;
  const [, upTo] = priority.split('-');
  return {
    state,
    sort: sort === 'created' ? undefined : sort,
    q: filters.q || undefined,
    priority: upTo ? undefined : priority || undefined,
    priorityUpTo: upTo,
    mine: filters.mine || undefined,
    unassigned: filters.unassigned || undefined,
    unowned: filters.unowned || undefined,
    only: filters.only || undefined,
    assignee: filters.assignee || undefined,
    group: filters.group || undefined,
    desk: filters.desk || undefined,
    ...aboutEntity(filters.entity || undefined),
  };
}

/** True if records may be missing from the list that would else be in it, its state aside. */
export const narrows = (filters: ListFilters): boolean =>
  NAMES.some(
    name =>
      name !== 'state' && name !== 'sort' && filters[name] !== NO_FILTERS[name],
  );
