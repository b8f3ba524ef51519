// npm run demo:deploy [-- --failure] [-- --repo acme/checkout] [-- --environment production]
// Plays a deployment of GitHub Actions to a running portal: the webhooks that GitHub would send, signed
// as GitHub signs them. Prints the change that came of it.
// Variables: ITSM_URL, ITSM_GITHUB_SECRET, ITSM_CI_TOKEN; the defaults are those of app-config.yaml.
import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';

const { values: options } = parseArgs({
  options: {
    failure: { type: 'boolean', default: false },
    repo: { type: 'string', default: 'acme/checkout' },
    environment: { type: 'string', default: 'production' },
    login: { type: 'string', default: 'eddie-acme' },
  },
});
const portal = (process.env.ITSM_URL ?? 'http://localhost:7007').replace(
  /\/$/,
  '',
);
const secret = process.env.ITSM_GITHUB_SECRET ?? 'itsm-demo-github-secret';
const token = process.env.ITSM_CI_TOKEN ?? 'itsm-demo-ci-token-not-a-secret';

const POLL_MS = 200;
const PATIENCE_MS = 60_000;

const run = Date.now();
const sha = randomBytes(20).toString('hex');
const runUrl = `https://github.com/${options.repo}/actions/runs/${run}`;
const second = 1_000;
const iso = at => new Date(at).toISOString().replace(/\.\d+Z/, 'Z');

/** What every webhook of the run carries. */
function payload(over) {
  return {
    action: 'created',
    repository: { full_name: options.repo },
    sender: { login: options.login },
    workflow_run: {
      id: run,
      run_attempt: 1,
      html_url: runUrl,
      triggering_actor: { login: options.login },
    },
    deployment: {
      id: run,
      sha,
      ref: 'main',
      environment: options.environment,
      description: 'Played by npm run demo:deploy',
      creator: { login: 'github-actions[bot]' },
      created_at: iso(run - 90 * second),
      payload: {},
    },
    ...over,
  };
}

function status(state, at) {
  return payload({
    deployment_status: {
      state,
      environment: options.environment,
      log_url: `${runUrl}/job/1`,
      created_at: iso(at),
    },
    check_run: { name: 'deploy' },
  });
}

async function ask(path, init) {
  try {
    return await fetch(`${portal}/api/itsm${path}`, init);
  } catch (error) {
    throw new Error(
      `Nothing answers at ${portal} (${error.cause?.code ?? error.message}). Start the portal with: npm start`,
    );
  }
}

async function deliver(event, content) {
  const body = JSON.stringify(content);
  const hex = createHmac('sha256', secret).update(body).digest('hex');
  const response = await ask('/hooks/github', {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'x-github-event': event,
      'x-github-delivery': randomUUID(),
      'x-hub-signature-256': `sha256=${hex}`,
    },
  });
  const answer = await response.json().catch(() => ({}));
  if (response.status !== 202) {
    throw new Error(
      `The hook answered ${response.status}: ${answer.error?.message ?? 'no reason given'}`,
    );
  }
  return answer.delivery;
}

/** The delivery once it is worked off. */
async function settled(id) {
  const patience = Date.now() + PATIENCE_MS;
  for (;;) {
    const response = await ask(`/v1/deliveries/${id}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const delivery = await response.json().catch(() => ({}));
    if (!response.ok) {
      throw new Error(
        `The delivery can't be followed (${response.status}): ${delivery.error?.message ?? ''}`,
      );
    }
    if (delivery.status === 'dead') throw new Error(delivery.reason);
    if (delivery.status !== 'received') return delivery;
    if (Date.now() > patience) {
      throw new Error(
        `The delivery is not worked off yet; its last error: ${delivery.reason ?? 'none'}`,
      );
    }
    await new Promise(resolve => setTimeout(resolve, POLL_MS));
  }
}

async function main() {
  const outcome = options.failure ? 'failure' : 'success';
  await settled(await deliver('deployment', payload({})));
  await settled(
    await deliver(
      'deployment_status',
      status('in_progress', run - 60 * second),
    ),
  );
  const last = await settled(
    await deliver('deployment_status', status(outcome, run)),
  );
  const [change] = last.records;
  console.log(
    `${options.repo} ${sha.slice(0, 7)} deployed to ${options.environment}: ${outcome}`,
  );
  console.log(
    change
      ? `${change}  ${portal}/itsm/changes/${change}`
      : `No change: the environment is not production, or no entity has the annotation github.com/project-slug: ${options.repo}. See ${portal}/itsm/administration/unmapped`,
  );
}

main().catch(error => {
  console.error(error.message);
  process.exitCode = 1;
});
