import { createHmac, randomUUID } from 'node:crypto';

/** The secret of the demo's hook `github` in app-config.yaml. */
export const GITHUB_SECRET = 'itsm-demo-github-secret';
/** Where deliveries go. */
export const GITHUB_HOOK = '/api/itsm/hooks/github';

/** A webhook as GitHub sends it, signed. */
export interface Delivery {
  body: string;
  headers: Record<string, string>;
}

/** @param id - the same for a delivery that is sent again */
export function githubDelivery(
  event: string,
  payload: object,
  id: string = randomUUID(),
): Delivery {
  const body = JSON.stringify(payload);
  const signature = createHmac('sha256', GITHUB_SECRET)
    .update(body)
    .digest('hex');
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'x-github-event': event,
      'x-github-delivery': id,
      'x-hub-signature-256': `sha256=${signature}`,
    },
  };
}

/** Recent, for a portal believes no older times; the same for what is sent again. */
const BEGAN = Date.now() - 10 * 60_000;
const minute = (n: number) => new Date(BEGAN + n * 60_000).toISOString();

/** One deployment of a workflow run, as GitHub tells of it. */
export interface GithubDeployment {
  run: number;
  deployment: number;
  attempt?: number;
  sha: string;
  /** `owner/name`; the demo's catalog maps `acme/checkout` to `component:default/checkout`. */
  repository?: string;
  environment?: string;
}

/** The deliveries that tell of a deployment. */
export function githubDeployment(o: GithubDeployment) {
  const attempt = o.attempt ?? 1;
  const repository = o.repository ?? 'acme/checkout';
  const environment = o.environment ?? 'production';
  const common = {
    deployment: {
      id: o.deployment,
      sha: o.sha,
      ref: 'main',
      task: 'deploy',
      payload: {},
      environment,
      production_environment: environment === 'production',
      creator: { login: 'eddie' },
      created_at: minute(0),
      updated_at: minute(0),
    },
    repository: { full_name: repository },
    sender: { login: 'eddie' },
    workflow_run: {
      id: o.run,
      run_number: 1,
      run_attempt: attempt,
      head_sha: o.sha,
      html_url: `https://github.com/${repository}/actions/runs/${o.run}`,
    },
  };
  return {
    created: (id?: string): Delivery =>
      githubDelivery('deployment', { action: 'created', ...common }, id),
    status: (state: string, id?: string): Delivery =>
      githubDelivery(
        'deployment_status',
        {
          action: 'created',
          ...common,
          deployment_status: {
            id: o.deployment * 10 + attempt,
            state,
            environment,
            created_at: minute(attempt),
            updated_at: minute(attempt),
          },
        },
        id,
      ),
  };
}
