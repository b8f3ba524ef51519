import { z } from 'zod';
import { requiredText } from './fields';
import { LINK_ROLES, LINK_TARGETS } from './link';
import { LEVELS } from './priority';
import { CHANNELS } from './record';
import { VERBS } from './timeline';

/**
 * What the HTTP API answers. Instants are ISO 8601 in UTC. These schemas make the OpenAPI
 * document, type the client and are held against real answers by the contract test.
 */
const iso = z.iso.datetime();
const fields = z.record(z.string(), z.unknown());

/** A reason: a code that the UI translates, and its parameters. @public */
export const refusalView = z.object({
  code: z.string(),
  params: fields.optional(),
});

/** @public */
export const actorView = z.object({
  type: z.enum(['user', 'service', 'system']),
  ref: z.string(),
});

/** One row of a list. @public */
export const recordSummary = z.object({
  number: z.string(),
  kind: z.string(),
  desk: z.string(),
  state: z.string(),
  phase: z.enum(['active', 'waiting', 'done']),
  version: z.number().int(),
  title: z.string(),
  priority: z.number().int().min(1).max(5).nullable(),
  impact: z.enum(LEVELS).nullable(),
  urgency: z.enum(LEVELS).nullable(),
  environment: z.string(),
  category: z.string().nullable(),
  restricted: z.boolean(),
  requester: z.string(),
  assignee: z.string().nullable(),
  assignmentGroup: z.string().nullable(),
  createdAt: iso,
  updatedAt: iso,
  /** Affected entities: refs in the order they were linked, at most 5. */
  entities: z.array(z.string()),
  entityCount: z.number().int(),
  /** Fields of the kind that its rows show. */
  fields,
  /** Names of the actions that lifecycle and permission offer the caller, where they were asked for. */
  actions: z.array(z.string()).optional(),
  /** Markdown, where it was asked for. */
  description: z.string().optional(),
});
/** @public */
export type RecordSummary = z.infer<typeof recordSummary>;

/** One line of the timeline. @public */
export const entryView = z.object({
  id: z.string(),
  seq: z.number().int(),
  at: iso,
  /** Null once the person was erased. */
  actor: actorView.nullable(),
  verb: z.enum(VERBS),
  audience: z.enum(['public', 'internal']),
  body: fields,
  erased: z.boolean().optional(),
});
/** @public */
export type EntryView = z.infer<typeof entryView>;

/** @public */
export const entryPage = z.object({
  items: z.array(entryView),
  nextCursor: z.string().nullable(),
});
/** @public */
export type EntryPage = z.infer<typeof entryPage>;

/** A link as a reader sees it; `record` only where the caller may read the target. @public */
export const linkView = z.object({
  role: z.enum(LINK_ROLES),
  target: z.enum(LINK_TARGETS),
  ref: z.string(),
  /** True when the other record holds the link. */
  incoming: z.boolean(),
  record: z
    .object({
      kind: z.string(),
      title: z.string(),
      state: z.string(),
      phase: z.enum(['active', 'waiting', 'done']),
      priority: z.number().int().nullable(),
    })
    .optional(),
});
/** @public */
export type LinkView = z.infer<typeof linkView>;

/** @public */
export const attachmentView = z.object({
  id: z.string(),
  name: z.string(),
  contentType: z.string(),
  size: z.number().int(),
  createdAt: iso,
  createdBy: z.string(),
});
/** @public */
export type AttachmentView = z.infer<typeof attachmentView>;

/** One record with all that its page needs. @public */
export const recordView = recordSummary.omit({ actions: true }).extend({
  description: z.string(),
  channel: z.enum(CHANNELS),
  openedBy: z.string(),
  startedAt: iso.nullable(),
  detectedAt: iso.nullable(),
  acknowledgedAt: iso.nullable(),
  mitigatedAt: iso.nullable(),
  resolvedAt: iso.nullable(),
  closedAt: iso.nullable(),
  reopenCount: z.number().int(),
  links: z.array(linkView),
  attachments: z.array(attachmentView),
  watching: z.boolean(),
  actions: z.array(
    z.object({ name: z.string(), refused: refusalView.optional() }),
  ),
  /** What else the caller may do; the UI draws exactly these. */
  can: z.object({
    edit: z.boolean(),
    comment: z.boolean(),
    commentInternally: z.boolean(),
    watch: z.boolean(),
  }),
  /** Newest first. */
  timeline: entryPage,
});
/** @public */
export type RecordView = z.infer<typeof recordView>;

/** @public */
export const recordPage = z.object({
  items: z.array(recordSummary),
  nextCursor: z.string().nullable(),
  /** Only when asked for; `capped` means "at least this many". */
  count: z.object({ value: z.number().int(), capped: z.boolean() }).optional(),
});
/** @public */
export type RecordPage = z.infer<typeof recordPage>;

/** What somebody owes and waits for: the first open records of each, of all kinds. @public */
export const myWorkView = z.object({
  /** The caller is asked to decide. */
  approvals: recordPage,
  /** The caller works on it. */
  assigned: recordPage,
  /** Given to a group of the caller, the most urgent first; what has no priority is left out. */
  team: recordPage,
  /** The caller asked for it, or typed it. */
  requested: recordPage,
});
/** @public */
export type MyWorkView = z.infer<typeof myWorkView>;

/** @public */
export const commentInput = z.strictObject({
  text: z.string().min(1).max(20_000).regex(/\S/),
  audience: z.enum(['public', 'internal']).default('public'),
});
/** @public */
export type CommentInput = z.input<typeof commentInput>;

/** What the UI needs to know of the installation. @public */
export const settingsView = z.object({
  matrix: z.record(
    z.enum(LEVELS),
    z.record(z.enum(LEVELS), z.number().int().min(1).max(5)),
  ),
  readOnly: z.boolean(),
  kinds: z.array(z.object({ name: z.string(), plural: z.string() })),
  quietPeriodMinutes: z.number(),
  maxAttachmentBytes: z.number().int(),
  /** Basic permissions that the caller has, by name. */
  permissions: z.array(z.string()),
});
/** @public */
export type SettingsView = z.infer<typeof settingsView>;

/** One deployment as the Changes tab and the inbox show it. @public */
export const deploymentView = z.object({
  id: z.string(),
  instance: z.string(),
  repository: z.string().nullable(),
  environment: z.string(),
  production: z.boolean(),
  outcome: z.enum(['pending', 'success', 'failure']),
  revision: z.string(),
  runUrl: z.string().nullable(),
  deployer: z.string().nullable(),
  attempt: z.number().int(),
  startedAt: iso.nullable(),
  finishedAt: iso.nullable(),
  createdAt: iso,
  entities: z.array(z.string()),
  /** Number of the change; null while unmapped. */
  change: z.string().nullable(),
  /** Why it is in the unmapped inbox. */
  unmappedReason: z.string().nullable(),
});
/** @public */
export type DeploymentView = z.infer<typeof deploymentView>;

/** @public */
export const deploymentPage = z.object({
  items: z.array(deploymentView),
  nextCursor: z.string().nullable(),
});
/** @public */
export type DeploymentPage = z.infer<typeof deploymentPage>;

/** One received webhook. @public */
export const deliveryView = z.object({
  id: z.string(),
  instance: z.string(),
  key: z.string(),
  event: z.string().nullable(),
  status: z.enum(['received', 'processed', 'ignored', 'dead']),
  attempts: z.number().int(),
  receivedAt: iso,
  nextAttemptAt: iso.nullable(),
  /** Why it was ignored, or its last error. */
  reason: z.string().nullable(),
  /** Numbers of the records that it touched. */
  records: z.array(z.string()),
});
/** @public */
export type DeliveryView = z.infer<typeof deliveryView>;

/** @public */
export const deliveryPage = z.object({
  items: z.array(deliveryView),
  nextCursor: z.string().nullable(),
});
/** @public */
export type DeliveryPage = z.infer<typeof deliveryPage>;

/** Maps a repository (of one hook instance, or of all) to entities. @public */
export const mappingInput = z.strictObject({
  instance: requiredText(100).optional(),
  repository: requiredText(300),
  entities: z.array(requiredText(300)).min(1).max(50),
});
/** @public */
export type MappingInput = z.infer<typeof mappingInput>;

/** The shape of every error. @public */
export const errorView = z.object({
  error: z.object({
    name: z.string(),
    message: z.string(),
    code: z.string(),
    params: fields,
  }),
  /** With 412: the record as it is now. */
  current: recordView.optional(),
});
/** @public */
export type ErrorView = z.infer<typeof errorView>;
