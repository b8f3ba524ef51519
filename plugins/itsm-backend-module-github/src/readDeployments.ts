import {
  DefaultGithubCredentialsProvider,
  type GithubIntegration,
  type ScmIntegrations,
} from '@backstage/integration';
import type { DeploymentReport } from 'backstage-plugin-itsm-common';
import { z } from 'zod';
import { githubDeployment } from './payload';
import { asReport, stateOf } from './report';

/** Pages of 100: more deployments than this in the time asked for are left to the webhooks. */
const MAX_PAGES = 5;
const REQUEST_TIMEOUT_MS = 20_000;

const deployments = z.array(
  githubDeployment.extend({
    updated_at: z.string(),
    performed_via_github_app: z
      .object({ slug: z.string().nullish() })
      .nullish(),
  }),
);
const statuses = z.array(
  z.object({
    state: z.string(),
    created_at: z.string(),
    target_url: z.string().nullish(),
    log_url: z.string().nullish(),
  }),
);
const job = z.object({
  name: z.string().nullish(),
  run_attempt: z.number().int().min(1).nullish(),
});

type Listed = z.infer<typeof deployments>[number];
type Get = (path: string) => Promise<unknown>;

/**
 * Reads the deployments of `owner/name`, or of `host/owner/name` on another GitHub than the first
 * one that is configured, that were touched since a time. One request per page, and up to two per
 * deployment: for its statuses, and for the job that made it.
 *
 * @throws Error when GitHub does not answer or refuses.
 */
export async function readDeployments(
  integrations: ScmIntegrations,
  options: { repository: string; since: number; signal?: AbortSignal },
): Promise<DeploymentReport[]> {
  const [name, owner, host] = options.repository.split('/').reverse();
  const repository = `${owner}/${name}`;
  const get = await createGet(integrations, host, repository, options.signal);
  const reports: DeploymentReport[] = [];
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const listed = deployments.parse(
      await get(`/repos/${repository}/deployments?per_page=100&page=${page}`),
    );
    for (const deployment of listed) {
      if (Date.parse(deployment.updated_at) >= options.since) {
        reports.push(...(await readStatuses(get, repository, deployment)));
      }
    }
    const oldest = listed[listed.length - 1];
    // Newest first, so that what follows was created even earlier.
    if (listed.length < 100 || Date.parse(oldest.created_at) < options.since)
      break;
  }
  return reports;
}

/** Every state a deployment went through, so that start and end are known. */
async function readStatuses(
  get: Get,
  repository: string,
  deployment: Listed,
): Promise<DeploymentReport[]> {
  const told = statuses.parse(
    await get(
      `/repos/${repository}/deployments/${deployment.id}/statuses?per_page=100`,
    ),
  );
  const urls = told.flatMap(({ log_url, target_url }) => [log_url, target_url]);
  const run = findRun(urls);
  // Its webhooks name a run, and its statuses will: filed now, it would be there twice.
  const isActions =
    deployment.performed_via_github_app?.slug === 'github-actions';
  if (!run && isActions) return [];
  const made = run?.jobId
    ? job.parse(await get(`/repos/${repository}/actions/jobs/${run.jobId}`))
    : undefined;
  return told.flatMap(status => {
    const state = stateOf(status.state);
    if (!state) return [];
    return asReport({
      repository,
      deployment,
      run: run && {
        id: run.id,
        html_url: run.url,
        run_attempt: made?.run_attempt,
      },
      job: made?.name,
      state,
      at: status.created_at,
      urls: [status.log_url, status.target_url],
    });
  });
}

/** The API names neither run nor job; the links of the statuses do. */
function findRun(urls: (string | null | undefined)[]) {
  for (const url of urls) {
    const found = /^(https?:.*\/actions\/runs\/(\d+))(?:\/job\/(\d+))?/.exec(
      url ?? '',
    );
    if (found) return { url: found[1], id: found[2], jobId: found[3] };
  }
  return undefined;
}

async function createGet(
  integrations: ScmIntegrations,
  host: string | undefined,
  repository: string,
  signal: AbortSignal | undefined,
): Promise<Get> {
  const integration: GithubIntegration | undefined = host
    ? integrations.github.byHost(host)
    : integrations.github.list()[0];
  if (!integration?.config.apiBaseUrl) {
    throw new Error(
      `integrations.github names no ${host ?? 'host with an apiBaseUrl'}; it is needed to ask for the deployments of ${repository}`,
    );
  }
  const { apiBaseUrl } = integration.config;
  const { headers } = await DefaultGithubCredentialsProvider.fromIntegrations(
    integrations,
  ).getCredentials({ url: `https://${integration.config.host}/${repository}` });
  return async path => {
    const timeout = AbortSignal.timeout(REQUEST_TIMEOUT_MS);
    const response = await fetch(`${apiBaseUrl.replace(/\/$/, '')}${path}`, {
      headers: { accept: 'application/vnd.github+json', ...headers },
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
    if (!response.ok) {
      throw new Error(`GitHub answered ${response.status} to GET ${path}`);
    }
    return response.json();
  };
}
