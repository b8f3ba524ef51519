import { z } from 'zod';
import { requiredText } from '../fields';
import { iso } from './parts';

/** States of a definition. The one in force may be an older version than the draft beside it. @public */
export const DEFINITION_STATES = [
  'draft',
  'awaiting_approval',
  'approved',
  'active',
  'retired',
] as const;
/** @public */
export type DefinitionState = (typeof DEFINITION_STATES)[number];

/** Actions on a definition. @public */
export const DEFINITION_ACTIONS = [
  'submit',
  'approve',
  'reject',
  'activate',
  'request_retirement',
  'retire',
  'restore',
] as const;
/** @public */
export type DefinitionAction = (typeof DEFINITION_ACTIONS)[number];

const problem = z.object({
  path: z.string(),
  code: z.string(),
  message: z.string(),
  params: z.record(z.string(), z.unknown()),
});

const refusal = z.object({
  code: z.string(),
  params: z.record(z.string(), z.unknown()).optional(),
});

/** What a person decides about a definition: what a version keeps. @public */
export const definitionContent = z.object({
  name: z.string(),
  ownerGroup: z.string().nullable(),
  desk: z.string(),
  /** As its type says. An invalid one is shown as it is stored. */
  spec: z.record(z.string(), z.unknown()),
});
/** @public */
export type DefinitionContent = z.infer<typeof definitionContent>;

const head = {
  id: z.string(),
  type: z.string(),
  /** For If-Match; each write makes the next one. */
  version: z.number().int(),
  state: z.enum(DEFINITION_STATES),
  /** The version that is in force; null when none is. */
  activeVersion: z.number().int().nullable(),
  ...definitionContent.shape,
  /** The file that it comes from, which is the only place where it can be edited. */
  file: z.string().nullable(),
  /** What is wrong with it: it can't be put in force, and never matches. */
  problems: z.array(problem),
  createdAt: iso,
  updatedAt: iso,
  updatedBy: z.string(),
};

/** @public */
export const definitionSummary = z.object({
  ...head,
  /** Names of what the caller can do now. */
  actions: z.array(z.enum(DEFINITION_ACTIONS)),
  canEdit: z.boolean(),
});
/** @public */
export type DefinitionSummary = z.infer<typeof definitionSummary>;

/** @public */
export const definitionView = z.object({
  ...head,
  actions: z.array(
    z.object({ name: z.enum(DEFINITION_ACTIONS), refused: refusal.optional() }),
  ),
  canEdit: z.boolean(),
  /** What it does, by code. */
  explanation: z.array(refusal),
});
/** @public */
export type DefinitionView = z.infer<typeof definitionView>;

/** @public */
export const definitionPage = z.object({
  items: z.array(definitionSummary),
  nextCursor: z.string().nullable(),
});
/** @public */
export type DefinitionPage = z.infer<typeof definitionPage>;

/** One version, as somebody wrote it. @public */
export const definitionVersionView = z.object({
  version: z.number().int(),
  at: iso,
  /** Null once the person was erased. */
  actor: z.string().nullable(),
  verb: z.enum([
    'created',
    'edited',
    'imported',
    'submitted',
    'approved',
    'rejected',
    'activated',
    'retirement_requested',
    'retired',
    'restored',
    // An entity that it names was renamed
    'renamed',
  ]),
  state: z.enum(DEFINITION_STATES),
  /** Why it was rejected, which version was restored, which file it came from, or what was renamed. */
  note: z.string().nullable(),
  ...definitionContent.shape,
  hash: z.string(),
});
/** @public */
export type DefinitionVersionView = z.infer<typeof definitionVersionView>;

/** Newest first; `nextCursor` is the version that the page ended with. @public */
export const definitionVersionPage = z.object({
  items: z.array(definitionVersionView),
  nextCursor: z.string().nullable(),
  /** Each version follows the one before it, and none was changed since. */
  intact: z.boolean(),
});
/** @public */
export type DefinitionVersionPage = z.infer<typeof definitionVersionPage>;

/** @public */
export const definitionDiff = z.object({
  from: z.number().int(),
  to: z.number().int(),
  differences: z.array(
    z.object({
      path: z.string(),
      from: z.unknown().optional(),
      to: z.unknown().optional(),
    }),
  ),
});
/** @public */
export type DefinitionDiff = z.infer<typeof definitionDiff>;

/** What a definition would match now, among what the caller may see. @public */
export const definitionPreview = z.object({
  /** With problems nothing matches. */
  problems: z.array(problem),
  matches: z.array(
    z.object({
      /** `definition`: another one in force, from which it takes something. */
      kind: z.enum(['record', 'entity', 'name', 'definition']),
      ref: z.string(),
      title: z.string().nullable(),
    }),
  ),
  /** How many were looked at. */
  examined: z.number().int(),
  /** There are more than were looked at. */
  capped: z.boolean(),
  /** When it is on next, of types that have times. */
  occurrences: z.array(z.object({ start: iso, end: iso })).optional(),
  explanation: z.array(refusal),
});
/** @public */
export type DefinitionPreview = z.infer<typeof definitionPreview>;

const name = requiredText(100);
const spec = z.record(z.string().max(100), z.unknown());

/** @public */
export const definitionInput = z.strictObject({
  /** Unique among those of its type, the retired ones too. */
  name,
  ownerGroup: requiredText(300).nullable().optional(),
  desk: requiredText(40).optional(),
  spec,
});
/** @public */
export type DefinitionInput = z.infer<typeof definitionInput>;

/** What is left out stays. @public */
export const definitionPatch = definitionInput.partial();
/** @public */
export type DefinitionPatch = z.infer<typeof definitionPatch>;

/** @public */
export const definitionPreviewInput = z.strictObject({ spec });
/** @public */
export const definitionRejectInput = z.strictObject({
  reason: requiredText(2_000),
});
/** @public */
export const definitionRestoreInput = z.strictObject({
  version: z.number().int().min(1).max(999_999_999),
});
/** @public */
export const definitionImportInput = z.strictObject({
  /** A document of the form that the export returns, or JSON. */
  yaml: z.string().min(1).max(500_000),
  /** Only says what an import would do. */
  dryRun: z.boolean().optional(),
});

/** @public */
export type DefinitionImportInput = z.infer<typeof definitionImportInput>;

/** What an import did or would do, by name: each change is a draft, and nothing is activated. @public */
export const definitionImportResult = z.object({
  created: z.array(z.string()),
  changed: z.array(z.string()),
  unchanged: z.array(z.string()),
});
/** @public */
export type DefinitionImportResult = z.infer<typeof definitionImportResult>;

/** @public */
export const definitionExport = z.object({
  yaml: z.string(),
  count: z.number().int(),
});
/** @public */
export type DefinitionExport = z.infer<typeof definitionExport>;
