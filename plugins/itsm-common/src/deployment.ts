import { z } from 'zod';
import { entityRef, instant, requiredText, text } from './fields';

/** Outcome of a deployment: of the last attempt of each job, the worst. @public */
export const DEPLOYMENT_OUTCOMES = ['pending', 'success', 'failure'] as const;
/** @public */
export type DeploymentOutcome = (typeof DEPLOYMENT_OUTCOMES)[number];

/**
 * What a source says about one run on one environment. Sources turn every webhook into zero or
 * more of these. Wire shape of `POST /v1/deployments` and of the generic hook.
 *
 * @public
 */
export const deploymentReport = z.strictObject({
  /** `owner/name` or whatever the source maps to entities. */
  repository: requiredText(300).optional(),
  /** Run that groups matrix jobs and attempts. */
  runId: requiredText(200).optional(),
  /** The system's own deployment id; a child of the run. */
  deploymentId: requiredText(200).optional(),
  attempt: z.number().int().min(1).max(10_000).optional(),
  /** Matrix job; jobs of one run are judged together. */
  job: requiredText(200).optional(),
  environment: requiredText(63),
  /** Set when the source knows whether this is production. */
  production: z.boolean().optional(),
  state: z.enum(['pending', 'in_progress', 'success', 'failure']),
  revision: requiredText(200),
  ref: text(300).optional(),
  runUrl: z
    .url({ protocol: /^https?$/ })
    .max(2_000)
    .optional(),
  deployer: text(300).optional(),
  /** When this state was reached. */
  at: instant.optional(),
  /** Names the entity; counts only if the repository maps to it or configuration allows it. */
  entityRef: entityRef.optional(),
  /** Number of the change that announced it. */
  changeRef: requiredText(40).optional(),
  description: text(2_000).optional(),
});
/** @public */
export type DeploymentReport = z.infer<typeof deploymentReport>;
