import { z } from 'zod';
import { requiredText } from './fields';
import type { Priority } from './priority';

/** What a link can point to. @public */
export const LINK_TARGETS = ['entity', 'record', 'deployment'] as const;
/** @public */
export type LinkTarget = (typeof LINK_TARGETS)[number];

/**
 * The named roles of a link, seen from the record that holds it.
 * `waitsFor` is set by putting a record on hold for another one.
 *
 * @public
 */
export const LINK_ROLES = [
  'affected',
  'impacted',
  'causedBy',
  'fixedBy',
  'duplicateOf',
  'parent',
  'resolvedWith',
  'waitsFor',
  'relatedTo',
  'deployedBy',
] as const;
/** @public */
export type LinkRole = (typeof LINK_ROLES)[number];

/** Which roles each target type may take. @public */
export const ROLES_OF_TARGET: Record<LinkTarget, readonly LinkRole[]> = {
  entity: ['affected', 'impacted'],
  record: [
    'causedBy',
    'fixedBy',
    'duplicateOf',
    'parent',
    'resolvedWith',
    'waitsFor',
    'relatedTo',
  ],
  deployment: ['deployedBy'],
};

/** A link as it is stored: `ref` is an entity ref, a record number or a deployment id. @public */
export interface Link {
  role: LinkRole;
  target: LinkTarget;
  ref: string;
  /**
   * Left out: it holds. Otherwise it waits for the consent of those who may act on the other record;
   * `agent`: somebody proposed it who may act on the record that holds it.
   */
  proposed?: 'anybody' | 'agent';
}

/** A linked record with what a lifecycle rule may need to know about it. @public */
export interface LinkedRecord extends Link {
  /** Present when the target is a record that exists. */
  record?: {
    kind: string;
    state: string;
    open: boolean;
    priority: number | null;
    /** Entity refs of those who do it. */
    assignee: string | null;
    assignmentGroup: string | null;
    /** Epoch milliseconds. */
    createdAt: number;
    /** The kind's summary fields; of records that this one links to and of its parts, not of others that link to it. */
    fields?: Record<string, unknown>;
  };
  /** True for links that other records hold towards this one. */
  incoming?: boolean;
}

/**
 * What a rule asks about the links that other records hold towards its own. The engine answers each question
 * by itself, however many other links there are.
 *
 * Where the answer can move or hold up the record, a link of the role needs the consent of those who may act
 * on the record: from anybody else it is a proposal, which answers nothing until they accept it.
 *
 * @public
 */
export interface LinkQuestion {
  role: LinkRole;
  /** Kind of the records that hold the links. */
  from: string;
  /** Only those in one of these states. */
  in?: readonly string[];
  /** Only those in none of these states. */
  notIn?: readonly string[];
  /** Only those of this priority, or a more urgent one. */
  priorityUpTo?: Priority;
  /** One is enough to know: no others are read. */
  any?: true;
  /** A yes gives nobody power over the record: no consent is needed. */
  harmless?: true;
  /** Asks about proposals of agents of the other record, not about links. */
  proposed?: true;
}

/** @public */
export const linkInput = z.strictObject({
  role: z.enum(LINK_ROLES),
  target: z.enum(['entity', 'record']),
  ref: requiredText(300),
});
/** A link that another record (`ref`) proposes. @public */
export const proposalDecision = z.strictObject({
  role: z.enum(LINK_ROLES),
  ref: requiredText(40),
  accept: z.boolean(),
});
/** @public */
export type ProposalDecision = z.infer<typeof proposalDecision>;
/** @public */
export type LinkInput = z.infer<typeof linkInput>;
