import type { DeploymentReport } from 'backstage-plugin-itsm-common';
import {
  readInstructions,
  type GithubDeployment,
  type GithubWorkflowRun,
} from './payload';

/** GitHub's deployment states; `inactive` says that a newer one took over and changes nothing. */
const STATES: Record<string, DeploymentReport['state']> = {
  pending: 'pending',
  queued: 'pending',
  waiting: 'pending',
  in_progress: 'in_progress',
  success: 'success',
  failure: 'failure',
  error: 'failure',
};

/** What a state of GitHub's means here; undefined: nothing. */
export const stateOf = (state: string) =>
  Object.hasOwn(STATES, state) ? STATES[state] : undefined;

/** Conclusions of a run that say how its unfinished jobs ended; others say nothing. */
const CONCLUSIONS: Record<string, 'success' | 'failure'> = {
  success: 'success',
  failure: 'failure',
  timed_out: 'failure',
  startup_failure: 'failure',
  cancelled: 'failure',
};

export const outcomeOf = (conclusion: string) =>
  Object.hasOwn(CONCLUSIONS, conclusion) ? CONCLUSIONS[conclusion] : undefined;

/** GitHub leaves out milliseconds. What is no time is reported as it is: who judges times has to know of it. */
export function isoOf(time: string): string {
  const at = Date.parse(time);
  return Number.isNaN(at) ? time : new Date(at).toISOString();
}

const webUrl = (...candidates: (string | null | undefined)[]) =>
  candidates.find(
    url => url && url.length <= 2_000 && /^https?:\/\/[^\s]+$/.test(url),
  ) ?? undefined;

/** At most so many characters, none of them half of one. */
const cut = (text: string | null | undefined, max: number) =>
  text?.trim() ? text.slice(0, max).replace(/[\ud800-\udbff]$/, '') : undefined;

/** What is said of one deployment, by a webhook or by the API. */
export interface GithubReport {
  repository: string;
  deployment: GithubDeployment;
  run?: GithubWorkflowRun;
  job?: string | null;
  state: DeploymentReport['state'];
  /** As GitHub writes it, with or without milliseconds. */
  at: string;
  deployer?: string;
  urls?: (string | null | undefined)[];
}

const isPerson = (login: string | undefined) =>
  login && !login.endsWith('[bot]');

/** Deployments of GitHub Actions are created by a bot on behalf of who started the run. */
function deployerOf({ deployment, run, deployer }: GithubReport) {
  const logins = [
    deployment.creator?.login,
    run?.triggering_actor?.login,
    run?.actor?.login,
    deployer,
  ];
  return logins.find(isPerson) ?? logins.find(Boolean);
}

/** GitHub's words in ours. */
export function asReport(o: GithubReport): DeploymentReport {
  const { deployment, run } = o;
  const told = readInstructions(deployment.payload);
  return {
    repository: o.repository,
    runId: run ? String(run.id) : undefined,
    deploymentId: String(deployment.id),
    attempt: run?.run_attempt ?? undefined,
    // Jobs are told apart within a run; elsewhere the deployment stands for itself.
    job: run ? (told.job ?? cut(o.job, 200)) : undefined,
    environment: cut(deployment.environment, 63) ?? '',
    // False is GitHub's default for every environment that is not named "production", so that
    // only true says something.
    production: deployment.production_environment ? true : undefined,
    state: o.state,
    revision: cut(deployment.sha, 200) ?? '',
    ref: cut(deployment.ref, 300),
    runUrl: webUrl(run?.html_url, ...(o.urls ?? [])),
    deployer: cut(deployerOf(o), 300),
    at: isoOf(o.at),
    entityRef: told.entityRef,
    changeRef: told.changeRef,
    description: cut(deployment.description, 2_000),
  };
}
