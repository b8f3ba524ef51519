import { createHash } from 'node:crypto';

/** One webhook as GitHub sends it. */
export interface GithubDelivery {
  /** The `X-GitHub-Delivery` header. */
  id: string;
  event: string;
  body: string;
}

/** A run of GitHub Actions that deploys to one environment. Times are epoch milliseconds. */
export interface GithubRun {
  /** Told apart by this number; GitHub's ids are made of it. */
  run: number;
  repository: string;
  environment: string;
  sha: string;
  /** Login of who started the run. */
  login: string;
  attempt?: number;
  production?: boolean;
  description?: string;
}

/** GitHub writes whole seconds. */
const iso = (at: number) => new Date(at).toISOString().replace(/\.\d+/, '');

/** A stable GUID, so that a delivery that is made again is a redelivery. */
function guid(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return [8, 4, 4, 4, 12]
    .map((length, part) => hex.slice(part * 12, part * 12 + length))
    .join('-');
}

function user(login: string, type = 'User') {
  return {
    login,
    id: 1_000 + login.length,
    type,
    site_admin: false,
    url: `https://api.github.com/users/${login}`,
    html_url: `https://github.com/${login}`,
  };
}

function repositoryOf(fullName: string) {
  const [owner, name] = fullName.split('/');
  return {
    id: 600_000 + fullName.length,
    name,
    full_name: fullName,
    private: true,
    owner: user(owner, 'Organization'),
    html_url: `https://github.com/${fullName}`,
    url: `https://api.github.com/repos/${fullName}`,
    default_branch: 'main',
  };
}

function payloadOf(r: GithubRun, at: number) {
  const attempt = r.attempt ?? 1;
  const id = 9_100_000 + r.run * 10 + attempt;
  const runId = 7_300_000 + r.run;
  const api = `https://api.github.com/repos/${r.repository}`;
  const created = iso(at);
  return {
    deployment: {
      url: `${api}/deployments/${id}`,
      id,
      task: 'deploy',
      original_environment: r.environment,
      environment: r.environment,
      description: r.description ?? null,
      created_at: created,
      updated_at: created,
      statuses_url: `${api}/deployments/${id}/statuses`,
      repository_url: api,
      creator: user('github-actions[bot]', 'Bot'),
      sha: r.sha,
      ref: 'main',
      payload: {},
      transient_environment: false,
      production_environment: r.production ?? r.environment === 'production',
    },
    workflow: {
      id: 5_500_000,
      name: 'Deploy',
      path: '.github/workflows/deploy.yaml',
      state: 'active',
    },
    workflow_run: {
      id: runId,
      name: 'Deploy',
      head_branch: 'main',
      head_sha: r.sha,
      path: '.github/workflows/deploy.yaml',
      run_number: r.run,
      run_attempt: attempt,
      event: 'push',
      status: 'in_progress',
      conclusion: null,
      html_url: `https://github.com/${r.repository}/actions/runs/${runId}`,
      actor: user(r.login),
      triggering_actor: user(r.login),
    },
    repository: repositoryOf(r.repository),
    sender: user(r.login),
  };
}

const delivery = (
  event: string,
  id: string,
  payload: object,
): GithubDelivery => ({
  event,
  id: guid(`${event} ${id}`),
  body: JSON.stringify(payload),
});

const nameOf = (r: GithubRun) => `${r.repository} ${r.run} ${r.attempt ?? 1}`;

/** The event `deployment`: a job that deploys has started. */
export function deploymentCreated(r: GithubRun, at: number): GithubDelivery {
  return delivery('deployment', nameOf(r), {
    action: 'created',
    ...payloadOf(r, at),
  });
}

/** The event `deployment_status`: the deployment created at `createdAt` has reached a state. */
export function deploymentStatus(
  r: GithubRun,
  state: 'in_progress' | 'success' | 'failure',
  { createdAt, at }: { createdAt: number; at: number },
): GithubDelivery {
  const payload = payloadOf(r, createdAt);
  const { deployment, workflow_run: run } = payload;
  const status = {
    url: `${deployment.statuses_url}/${deployment.id}`,
    id: deployment.id + 1,
    state,
    creator: deployment.creator,
    description: '',
    environment: r.environment,
    target_url: `${run.html_url}/job/${deployment.id}`,
    log_url: `${run.html_url}/job/${deployment.id}`,
    created_at: iso(at),
    updated_at: iso(at),
    deployment_url: deployment.url,
    repository_url: deployment.repository_url,
  };
  return delivery('deployment_status', `${nameOf(r)} ${state}`, {
    action: 'created',
    deployment_status: status,
    check_run: {
      id: deployment.id,
      name: `deploy (${r.environment})`,
      status: state === 'in_progress' ? 'in_progress' : 'completed',
      conclusion: state === 'in_progress' ? null : state,
    },
    ...payload,
  });
}

/** What GitHub sends when a webhook was set up. */
export function ping(repository: string): GithubDelivery {
  return delivery('ping', repository, {
    zen: 'Design for failure.',
    hook_id: 480_000,
    hook: { type: 'Repository', id: 480_000, name: 'web', active: true },
    repository: repositoryOf(repository),
    sender: user('adam-acme'),
  });
}
