import { z } from 'zod';
import { requiredText } from '../fields';
import { LINK_ROLES, LINK_TARGETS } from '../link';
import { LEVELS } from '../priority';
import { CHANNELS } from '../record';
import { VALUE_TYPES } from '../valueType';
import { entityNames } from './entity';
import { fields, iso, signalChannels } from './parts';

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
  /** `unreadable` when what is stored of the record can't be read. */
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

/** One line of the timeline, as it was written. @public */
export const entryLine = z.object({
  id: z.string(),
  seq: z.number().int(),
  at: iso,
  /** Null once the person was erased. */
  actor: actorView.nullable(),
  /** One of `VERBS`, or of a room or a kind. */
  verb: z.string(),
  audience: z.enum(['public', 'internal']),
  body: fields,
  /** What values of `body`, and of the fields that it says changed, are besides text; by name. */
  types: z.record(z.string(), z.enum(VALUE_TYPES)).optional(),
  erased: z.boolean().optional(),
  /** What is stored of actor and body can't be read. */
  unreadable: z.boolean().optional(),
  /** Its text, its file or the old value of a field was taken back. */
  redacted: z.object({ by: z.string(), at: iso }).optional(),
});

/** A line of the timeline, and what its writer made of it since. @public */
export const entryView = entryLine.extend({
  /**
   * Of a comment that was amended: its newest version. What `body` says is the first one. The `seq` of
   * the newest version is what an amendment sends as If-Match.
   */
  amendment: entryLine.optional(),
  /** The caller may amend this comment. */
  editable: z.boolean().optional(),
  /**
   * What the caller may redact as its author: `comment`, `file`, or the names of fields whose old value
   * may go. Who has `itsm.record.redact` may redact the same of every entry.
   */
  redactable: z.array(z.string()).optional(),
});
/** @public */
export type EntryLine = z.infer<typeof entryLine>;
/** @public */
export type EntryView = z.infer<typeof entryView>;

/** @public */
export const entryPage = z.object({
  items: z.array(entryView),
  nextCursor: z.string().nullable(),
});
/** @public */
export type EntryPage = z.infer<typeof entryPage>;

/** Query of a timeline. @public */
export const timelineQuery = z.strictObject({
  cursor: z.string().max(20).optional(),
});

/** A link as a reader sees it; `record` only where the caller may read the target. @public */
export const linkView = z.object({
  role: z.enum(LINK_ROLES),
  target: z.enum(LINK_TARGETS),
  ref: z.string(),
  /** True when the other record holds the link. */
  incoming: z.boolean(),
  /** It has no effect until those who may act on the record that it points to accept it. */
  proposed: z.boolean().optional(),
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

/** Links that other records hold towards one. @public */
export const linkPage = z.object({
  items: z.array(linkView),
  nextCursor: z.string().nullable(),
});
/** @public */
export type LinkPage = z.infer<typeof linkPage>;

/** Query of a page of links. @public */
export const linksQuery = z.strictObject({
  cursor: z.string().max(100).optional(),
});

/** @public */
export const attachmentView = z.object({
  id: z.string(),
  name: z.string(),
  contentType: z.string(),
  size: z.number().int(),
  createdAt: iso,
  createdBy: z.string(),
  /** The caller may redact it as its author. */
  redactable: z.boolean().optional(),
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
  /** Its own, and the newest of those that other records hold towards it. */
  links: z.array(linkView),
  /** Cursor of the next page of those; null when these are all. */
  nextLinks: z.string().nullable(),
  /** Of the linked entities that are gone or were renamed. */
  entityNames: entityNames.optional(),
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
    /** Accept or decline links that others propose. */
    consent: z.boolean(),
  }),
  /** Of kinds whose readers say whether it helped them. */
  feedback: z
    .object({
      /** The caller is asked. */
      open: z.boolean(),
      /** What the caller said; null for nothing yet. */
      helpful: z.boolean().nullable(),
    })
    .optional(),
  /** Newest first. */
  timeline: entryPage,
  signalChannels,
});
/** @public */
export type RecordView = z.infer<typeof recordView>;

const commentText = z.string().min(1).max(20_000).regex(/\S/);

/** A comment says this from now on. @public */
export const amendInput = z.strictObject({ text: commentText });

/** @public */
export const commentInput = z.strictObject({
  text: commentText,
  audience: z.enum(['public', 'internal']).default('public'),
});
/** @public */
export type CommentInput = z.input<typeof commentInput>;

/** What is to be redacted: an entry (of an edit with the field whose old value is to go), or a file. @public */
export const redactionInput = z
  .strictObject({
    entry: requiredText(36).optional(),
    attachment: requiredText(36).optional(),
    field: requiredText(100).optional(),
    /** Everybody who sees the entry sees it. */
    reason: requiredText(500).optional(),
  })
  .refine(({ entry, attachment }) => Boolean(entry) !== Boolean(attachment), {
    message: 'name an entry or an attachment, and not both',
    path: ['entry'],
  });
/** @public */
export type RedactionInput = z.infer<typeof redactionInput>;

/** Whether something helped the caller, and if not, what was missing. @public */
export const voteInput = z.strictObject({
  helpful: z.boolean(),
  missing: requiredText(5_000).optional(),
});
/** @public */
export type VoteInput = z.input<typeof voteInput>;
