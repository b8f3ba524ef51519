import { githubDelivery } from 'itsm-harness';
import { genericDelivery } from '../writes/deliveries';
import type { Identity } from './Identity';
import { iso, shaOf, type RunOptions, type TellingRun } from './Story';

/** Room for jobs and attempts of a run, apart from those of others. */
const nativeId = (run: number, job: number, attempt: number) =>
  100 + run * 100 + job * 10 + attempt;

/** A run of GitHub Actions, or deployments that something else made at GitHub. */
export function githubRun(o: RunOptions & { actions: boolean }): TellingRun {
  const { run, repository, commit, login, actions } = o;
  const common = (identity: Identity, attempt: number) => ({
    repository: { full_name: repository },
    sender: { login },
    workflow_run: actions
      ? {
          id: Number(identity.number(run)),
          run_attempt: attempt,
          html_url: `https://github.com/${repository}/actions/runs/${identity.number(run)}`,
          actor: { login },
          triggering_actor: { login },
        }
      : null,
  });
  return {
    tellsInactive: true,
    job: ({ at, attempt, job, environment, state, name }) => ({
      hook: 'github',
      at,
      name,
      delivery: (identity, id) => {
        const native = identity.number(nativeId(run, job, attempt));
        const payload = {
          action: 'created',
          ...common(identity, attempt),
          deployment: {
            id: Number(native),
            sha: shaOf(identity, commit),
            ref: 'main',
            environment,
            production_environment: environment === 'production',
            creator: { login: actions ? 'github-actions[bot]' : login },
            created_at: iso(at),
            payload: {},
          },
        };
        if (state === 'created') {
          return githubDelivery('deployment', payload, id);
        }
        return githubDelivery(
          'deployment_status',
          {
            ...payload,
            check_run: actions ? { name: `deploy (${job})` } : null,
            deployment_status: {
              state,
              environment,
              created_at: iso(at),
              log_url: `https://ci.example/${native}`,
            },
          },
          id,
        );
      },
    }),
    ...(actions && {
      completed: ({ at, attempt, conclusion, name }) => ({
        hook: 'github',
        at,
        name,
        delivery: (identity, id) => {
          const { workflow_run, ...rest } = common(identity, attempt);
          return githubDelivery(
            'workflow_run',
            {
              action: 'completed',
              ...rest,
              workflow_run: {
                ...workflow_run,
                conclusion,
                updated_at: iso(at),
              },
            },
            id,
          );
        },
      }),
    }),
  };
}

const GENERIC_STATES: Record<string, string> = {
  created: 'pending',
  queued: 'pending',
  error: 'failure',
};

/** A pipeline that tells with the generic hook. */
export function genericRun(o: RunOptions): TellingRun {
  return {
    tellsInactive: false,
    job: ({ at, attempt, job, environment, state, name }) => ({
      hook: 'generic',
      at,
      name,
      delivery: (identity, id) =>
        genericDelivery(
          {
            repository: o.repository,
            runId: identity.number(o.run),
            job: `deploy (${job})`,
            attempt,
            environment,
            state: GENERIC_STATES[state] ?? state,
            revision: shaOf(identity, o.commit),
            runUrl: `https://ci.example/${identity.number(o.run)}`,
            deployer: o.login,
            at: iso(at),
          },
          id,
        ),
    }),
  };
}
