import {
  isSigned,
  readJson,
  type DeploymentSource,
  type ParsedDelivery,
  type RawDelivery,
} from 'backstage-plugin-itsm-node';
import type { Config } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import {
  deploymentEvent,
  deploymentStatusEvent,
  workflowRunEvent,
} from './payload';
import { readDeployments } from './readDeployments';
import { asReport, isoOf, outcomeOf, stateOf } from './report';

/** GitHub sends JSON, or a form whose `payload` is the JSON: whoever made the hook chose. */
function readPayload({ headers, body }: RawDelivery) {
  const isForm = headers['content-type']?.startsWith(
    'application/x-www-form-urlencoded',
  );
  return readJson(
    isForm
      ? (new URLSearchParams(body.toString('utf8')).get('payload') ?? '')
      : body,
  );
}

const PARSERS: Record<string, (payload: object) => ParsedDelivery> = {
  deployment: payload => {
    const { deployment, repository, workflow_run, sender } =
      deploymentEvent.parse(payload);
    return {
      deployments: [
        asReport({
          repository: repository.full_name,
          deployment,
          run: workflow_run,
          state: 'pending',
          at: deployment.created_at,
          deployer: sender?.login,
        }),
      ],
    };
  },
  deployment_status: payload => {
    const event = deploymentStatusEvent.parse(payload);
    const status = event.deployment_status;
    const state = stateOf(status.state);
    if (!state) return { ignored: `state:${status.state.slice(0, 50)}` };
    return {
      deployments: [
        asReport({
          repository: event.repository.full_name,
          deployment: event.deployment,
          run: event.workflow_run,
          job: event.check_run?.name,
          state,
          at: status.created_at,
          deployer: event.sender?.login,
          urls: [status.log_url, status.target_url],
        }),
      ],
    };
  },
  workflow_run: payload => {
    const {
      action,
      repository,
      workflow_run: run,
    } = workflowRunEvent.parse(payload);
    if (action !== 'completed')
      return { ignored: `action:${action.slice(0, 50)}` };
    const outcome = outcomeOf(run.conclusion ?? '');
    if (!outcome) return { ignored: `conclusion:${run.conclusion ?? 'none'}` };
    return {
      completions: [
        {
          repository: repository.full_name,
          runId: String(run.id),
          attempt: run.run_attempt ?? 1,
          outcome,
          at: isoOf(run.updated_at),
        },
      ],
    };
  },
};

/**
 * GitHub's webhooks, of github.com and of GitHub Enterprise Server; and its API, with the tokens of
 * `integrations.github`, for what they missed.
 *
 * @public
 */
export const createGithubSource = (config: Config): DeploymentSource => ({
  name: 'github',
  annotation: 'github.com/project-slug',
  userAnnotation: 'github.com/user-login',
  verify: ({ body, headers }, secrets) =>
    isSigned(body, headers['x-hub-signature-256'], secrets),
  key: ({ headers }) => headers['x-github-delivery'],
  event: ({ headers }) => headers['x-github-event'],
  parse: delivery => {
    const payload = readPayload(delivery);
    const event = delivery.headers['x-github-event'] ?? 'none';
    const parse = Object.hasOwn(PARSERS, event) ? PARSERS[event] : undefined;
    return parse ? parse(payload) : { ignored: `event:${event.slice(0, 50)}` };
  },
  reconcile: options =>
    readDeployments(ScmIntegrations.fromConfig(config), options),
});
