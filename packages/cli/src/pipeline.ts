type Env = Readonly<Record<string, string | undefined>>;

/** What a CI system says of its run. */
export interface PipelineRun {
  revision?: string;
  runId?: string;
  runUrl?: string;
}

/** The first of the usual systems whose variables are there. */
const SYSTEMS: readonly ((env: Env) => PipelineRun | false | '' | undefined)[] =
  [
    env =>
      env.GITHUB_ACTIONS && {
        revision: env.GITHUB_SHA,
        // A run that is started again keeps its number: its answer is the same
        runId: `github-${env.GITHUB_REPOSITORY}-${env.GITHUB_RUN_ID}`,
        runUrl: `${env.GITHUB_SERVER_URL}/${env.GITHUB_REPOSITORY}/actions/runs/${env.GITHUB_RUN_ID}`,
      },
    env =>
      env.GITLAB_CI && {
        revision: env.CI_COMMIT_SHA,
        runId: `gitlab-${env.CI_PROJECT_ID}-${env.CI_PIPELINE_ID}`,
        runUrl: env.CI_PIPELINE_URL,
      },
    env =>
      env.TF_BUILD && {
        revision: env.BUILD_SOURCEVERSION,
        runId: `azure-${env.SYSTEM_TEAMPROJECT}-${env.BUILD_BUILDID}`,
        runUrl: `${env.SYSTEM_COLLECTIONURI}${env.SYSTEM_TEAMPROJECT}/_build/results?buildId=${env.BUILD_BUILDID}`,
      },
    env =>
      env.CIRCLECI && {
        revision: env.CIRCLE_SHA1,
        runId: `circleci-${env.CIRCLE_WORKFLOW_ID}`,
        runUrl: env.CIRCLE_BUILD_URL,
      },
    env =>
      env.JENKINS_URL && {
        revision: env.GIT_COMMIT,
        runId: env.BUILD_TAG,
        runUrl: env.BUILD_URL,
      },
  ];

/** What the CI system that runs this says; nothing outside of one. */
export function pipelineRun(env: Env): PipelineRun {
  for (const read of SYSTEMS) {
    const run = read(env);
    if (run) return run;
  }
  return {};
}
