import type { LinkRole } from 'backstage-plugin-itsm-common';
import type { PrincipalRole } from 'backstage-plugin-itsm-node';
import type { Criteria } from '../access/criteria';

/** Counts stop here; the UI writes "1000+". */
export const COUNT_CAP = 1_000;

/** The roles that make a record somebody's own work, wish or decision. */
export const MINE_ROLES = [
  'assignee',
  'requester',
  'openedBy',
  'approver',
] as const satisfies readonly PrincipalRole[];

/** What `mine` means, by its value; `false` is as good as nothing. */
export const MINE: Record<string, readonly PrincipalRole[] | undefined> = {
  true: MINE_ROLES,
  assignee: ['assignee'],
  requester: ['requester', 'openedBy'],
  approver: ['approver'],
  team: ['assignmentGroup'],
};

/** Links towards the records of a list that their rows count, as far as the caller may read. */
export interface LinkCount {
  /** The kind whose rows have it, and its name there. */
  of: string;
  name: string;
  role: LinkRole;
  /** The kind of the records that hold the links, and the caller's read criteria of it. */
  from: string;
  criteria: Criteria;
}

/** What a list asks for; refs are full. */
export interface ListQuery {
  /** The kinds that are listed, each with the read criteria of the caller. */
  scopes: { kind: string; criteria: Criteria }[];
  state: 'open' | 'closed' | 'all';
  /** Records that affect one of these. */
  entities?: readonly string[];
  /** Those of them that were asked for by name: pages are told of changes at them. */
  followed?: readonly string[];
  /** A system, domain or group: records of what is part of it, owned by it, or it. */
  within?: string;
  q?: string;
  priority?: number;
  /** This priority and the more urgent ones. */
  priorityUpTo?: number;
  assignee?: string;
  /** No person is assigned. */
  unassigned?: boolean;
  /** Nobody is known whose it is. */
  unowned?: boolean;
  group?: string;
  desk?: string;
  /** Records on which one of these refs has one of these roles. */
  mine?: { roles: readonly PrincipalRole[]; refs: readonly string[] };
  /** Their kind has given them this mark. */
  mark?: string;
  /** In one of these states. */
  states?: readonly string[];
  /** Without those in these states, of their kinds. */
  notIn?: readonly { kind: string; state: string }[];
  sort: 'created' | 'updated' | 'priority';
  cursor?: string;
  limit: number;
  count: boolean;
  /** Rows come with so many links. */
  linkCounts?: readonly LinkCount[];
  /** Rows come with their description. */
  texts?: boolean;
  /** Rows come with their principals, for questions about what the caller may do with each. */
  principals?: boolean;
}
