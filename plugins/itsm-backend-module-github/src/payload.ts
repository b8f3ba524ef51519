import { deploymentReport } from 'backstage-plugin-itsm-common';
import { z } from 'zod';

/**
 * The parts of GitHub's payloads that are read. Everything else may change or be missing, as it
 * is in older GitHub Enterprise Servers. Source: docs.github.com, "Webhook events and payloads".
 */
const repository = z.object({ full_name: z.string().min(1) });
/** A text, unless something is wrong with the sender; it is judged where deployments are filed. */
const time = z
  .unknown()
  .optional()
  .transform(told =>
    typeof told === 'string' ? told : `${JSON.stringify(told)}`,
  );
const user = z.object({ login: z.string() }).nullish();

/** Present when a job of GitHub Actions made the deployment. */
const workflowRun = z
  .object({
    id: z.union([z.number(), z.string()]),
    run_attempt: z.number().int().min(1).nullish(),
    html_url: z.string().nullish(),
    actor: user,
    /** Of this attempt. */
    triggering_actor: user,
  })
  .nullish();

export const githubDeployment = z.object({
  id: z.union([z.number(), z.string()]),
  sha: z.string().min(1),
  ref: z.string().nullish(),
  environment: z.string().min(1),
  description: z.string().nullish(),
  production_environment: z.boolean().nullish(),
  creator: user,
  created_at: time,
  /** Free for the one who creates the deployment through the API. */
  payload: z.unknown(),
});

export const deploymentEvent = z.object({
  repository,
  deployment: githubDeployment,
  workflow_run: workflowRun,
  sender: user,
});

export const deploymentStatusEvent = deploymentEvent.extend({
  deployment_status: z.object({
    state: z.string(),
    environment: z.string().nullish(),
    target_url: z.string().nullish(),
    log_url: z.string().nullish(),
    created_at: time,
  }),
  /** The job of the run; its name tells matrix jobs apart. */
  check_run: z.object({ name: z.string().nullish() }).nullish(),
});

export const workflowRunEvent = z.object({
  action: z.string(),
  repository,
  workflow_run: z.object({
    id: z.union([z.number(), z.string()]),
    run_attempt: z.number().int().min(1).nullish(),
    conclusion: z.string().nullish(),
    updated_at: time,
  }),
});

export type GithubDeployment = z.infer<typeof githubDeployment>;
export type GithubWorkflowRun = z.infer<typeof workflowRun>;

/** What the creator of a deployment may tell us in `deployment.payload`. */
const instructions = z.object({
  entityRef: deploymentReport.shape.entityRef.catch(undefined),
  changeRef: deploymentReport.shape.changeRef.catch(undefined),
  job: deploymentReport.shape.job.catch(undefined),
});

/** The payload is an object, or a string that may hold one. */
export function readInstructions(payload: unknown) {
  let value = payload;
  if (typeof payload === 'string') {
    try {
      value = JSON.parse(payload);
    } catch {
      value = undefined;
    }
  }
  const parsed = instructions.safeParse(value);
  return parsed.success ? parsed.data : {};
}
