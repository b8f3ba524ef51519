import examples from '@octokit/webhooks-examples';
import { hex } from './startInbox';

const example = (name: string, at: number): any =>
  structuredClone((examples as any[]).find(e => e.name === name).examples[at]);

const iso = (at: number) => new Date(at).toISOString().replace('.000', '');

/** One delivery as GitHub sends it. */
export interface GithubDelivery {
  id: string;
  event: string;
  body: string;
}

const delivery = (event: string, id: string, payload: object) => ({
  event,
  id,
  body: JSON.stringify(payload),
});

/** A run of GitHub Actions that deploys, as the webhooks that it sends. Times are milliseconds. */
export class GithubRun {
  constructor(
    readonly o: {
      runId: number;
      repository?: string;
      environment?: string;
      sha?: string;
      login?: string;
    },
  ) {}

  private common(payload: any, attempt: number) {
    const { runId, repository = 'Acme/Checkout', login = 'eddie' } = this.o;
    payload.repository.full_name = repository;
    payload.sender = { ...payload.sender, login };
    payload.workflow_run = {
      ...payload.workflow_run,
      id: runId,
      run_attempt: attempt,
      html_url: `https://github.com/${repository}/actions/runs/${runId}`,
      actor: { login },
      triggering_actor: { login },
    };
    if (payload.deployment) {
      payload.deployment.sha =
        this.o.sha ?? '1a2b3c4d5e6f708192a3b4c5d6e7f80910111213';
      payload.deployment.environment = this.o.environment ?? 'production';
      payload.deployment.creator.login = 'github-actions[bot]';
    }
    return payload;
  }

  deployment(id: number, at: number, attempt = 1): GithubDelivery {
    const payload = this.common(example('deployment', 1), attempt);
    payload.deployment.id = id;
    payload.deployment.created_at = iso(at);
    return delivery('deployment', `d-${id}`, payload);
  }

  status(
    id: number,
    state: string,
    at: number,
    { attempt = 1, job }: { attempt?: number; job?: string } = {},
  ): GithubDelivery {
    const payload = this.common(example('deployment_status', 1), attempt);
    payload.deployment.id = id;
    payload.deployment_status.state = state;
    payload.deployment_status.created_at = iso(at);
    payload.check_run.name = job ?? 'deploy';
    return delivery('deployment_status', `s-${id}-${state}-${at}`, payload);
  }

  completed(conclusion: string, at: number, attempt = 1): GithubDelivery {
    const payload = this.common(example('workflow_run', 1), attempt);
    payload.workflow_run.conclusion = conclusion;
    payload.workflow_run.updated_at = iso(at);
    return delivery('workflow_run', `r-${this.o.runId}-${attempt}`, payload);
  }
}

/** Its headers, signed. */
export const githubHeaders = (
  { id, event, body }: GithubDelivery,
  secret?: string,
) => ({
  'content-type': 'application/json',
  'x-github-delivery': id,
  'x-github-event': event,
  'x-hub-signature-256': `sha256=${hex(body, secret)}`,
});
