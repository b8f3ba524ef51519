import { z } from 'zod';
import { requiredText } from './fields';

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

/** @public */
export const linkInput = z.strictObject({
  role: z.enum(LINK_ROLES),
  target: z.enum(['entity', 'record']),
  ref: requiredText(300),
});
/** @public */
export type LinkInput = z.infer<typeof linkInput>;
