import { PROBE } from '../probe/probe';
import type { Stage } from '../stage/Stage';
import type { Contender } from '../statistics/measureBlocks';

/** Names of what everything is measured beside. */
export const HELLO = 'hello';
export const PERMITTED = 'permitted';

/** D0: an authenticated route that does nothing. */
export const hello = ({ http }: Stage): Contender => ({
  name: HELLO,
  once: () => http.get(`${PROBE}/hello`),
});

/** D0p: the same, and one question to the policy. */
export const permitted = ({ http }: Stage): Contender => ({
  name: PERMITTED,
  once: () => http.get(`${PROBE}/permitted`),
});

/** A request of the API that answers the same each time. */
export const get = (
  { http }: Stage,
  name: string,
  path: string,
): Contender => ({
  name,
  once: () => http.get(path),
});

/** The path of a list or record with its query. */
export function api(path: string, query: object = {}): string {
  const params = new URLSearchParams(
    Object.entries(query)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, String(value)]),
  );
  return `/api/itsm/v1/${path}${params.size > 0 ? `?${params}` : ''}`;
}

/** Names with what they belong to: `thousand.ours`. */
export function named<T>(
  group: string,
  values: Record<string, T>,
): Record<string, T> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [`${group}.${name}`, value]),
  );
}
