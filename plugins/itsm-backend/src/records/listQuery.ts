import type { Criteria } from '../principals/criteria';

/** Counts stop here; the UI writes "1000+". */
export const COUNT_CAP = 1_000;

/** What a list asks for; refs are full. */
export interface ListQuery {
  /** The kinds that are listed, each with the read criteria of the caller. */
  scopes: { kind: string; criteria: Criteria }[];
  state: 'open' | 'closed' | 'all';
  entity?: string;
  /** A system, domain or group: records of what is part of it, owned by it, or it. */
  within?: string;
  q?: string;
  priority?: number;
  assignee?: string;
  group?: string;
  /** Records where one of these refs works on, asked for or decides about. */
  mine?: readonly string[];
  sort: 'created' | 'updated' | 'priority';
  cursor?: string;
  limit: number;
  count: boolean;
  /** Rows come with their principals, for questions about what the caller may do with each. */
  principals?: boolean;
}
