import { z } from 'zod';
import { requiredText } from '../fields';
import { DEFINITION_STATES } from './definition';
import { iso, signalChannels } from './parts';

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
  /** When it was first heard of. */
  createdAt: iso,
  /** Times that were reported and can't be right; `receivedAt` stands for them. */
  implausibleTimes: z.array(
    z.object({ state: z.string(), reported: z.string(), receivedAt: iso }),
  ),
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
  signalChannels,
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

/** @public */
export const mappingResult = z.object({
  /** Deployments that waited for it and are filed now; more may follow. */
  mapped: z.number().int(),
  /** The alias that says it from now on. It waits while somebody else has to approve it. */
  alias: z.object({
    id: z.string(),
    name: z.string(),
    state: z.enum(DEFINITION_STATES),
  }),
});
/** @public */
export type MappingResult = z.infer<typeof mappingResult>;
