import { z } from 'zod';
import { requiredText } from '../fields';
import { iso } from './parts';

/** Which entities to take as broken, and how far to look. @public */
export const impactInput = z.strictObject({
  /** Refs; those without a kind are components. */
  entities: z.array(requiredText(300)).min(1).max(50),
  /** Hops to follow. */
  depth: z.number().int().min(1).max(10).default(3),
  /** Entities to return at most. */
  limit: z.number().int().min(1).max(500).default(500),
});
/** @public */
export type ImpactInput = z.input<typeof impactInput>;

/**
 * What an outage does to an entity. `impacted`: it rests on what is broken. `degraded`: a part of it is broken.
 * `redundant`: members of it are broken, and enough are not.
 *
 * @public
 */
export const impactEffect = z.enum(['impacted', 'degraded', 'redundant']);
/** @public */
export type ImpactEffect = z.infer<typeof impactEffect>;

/** One step away from what is broken. @public */
export const impactStep = z.object({
  /** The relation of the entity before it, as the catalog names it: `dependencyOf`. */
  relation: z.string(),
  /** Null: an entity that the caller may not see. */
  ref: z.string().nullable(),
});
/** @public */
export type ImpactStep = z.infer<typeof impactStep>;

/** An entity that an outage reaches. @public */
export const impactNode = z.object({
  ref: z.string(),
  title: z.string().optional(),
  effect: impactEffect,
  /** Hops from the nearest of the broken entities: 1 or more. An API and who consumes it are one hop. */
  depth: z.number().int(),
  /** The broken entity that it is reached from by the shortest way. */
  from: z.string(),
  /** The way from there, this entity the last of it. */
  path: z.array(impactStep),
  /** As annotated with `itsm/tier`; null: it says none. */
  tier: z.string().nullable(),
  owners: z.array(z.string()),
});
/** @public */
export type ImpactNode = z.infer<typeof impactNode>;

/** What breaks when some entities break. @public */
export const impactView = z.object({
  /** Full refs of the entities that were taken as broken. */
  entities: z.array(z.string()),
  /** Refs of the question that are not in the catalog, or that the caller may not see. */
  unknown: z.array(z.string()),
  /** Impacted ones first, then degraded and redundant ones, each by depth. */
  nodes: z.array(impactNode),
  /** Entities that are reached, too, and that the caller may not see. */
  hidden: z.number().int(),
  /** More is reached than the depth or the limit let through. */
  isCapped: z.boolean(),
  /** What the catalog said at this time; the entities of the question are as of now. */
  asOf: iso,
});
/** @public */
export type ImpactView = z.infer<typeof impactView>;
