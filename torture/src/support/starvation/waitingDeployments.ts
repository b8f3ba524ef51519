import { until } from 'itsm-harness';
import type { Knex } from 'knex';
import type { Question, Reply, Wire } from '../wire';

type Send = (question: Question) => Promise<Reply>;

/** Reports a deployment of a repository that nobody has mapped; answers its id. */
export async function reportUnmapped(
  send: Send,
  repository: string,
): Promise<string> {
  const reply = await send({
    method: 'POST',
    path: '/api/itsm/v1/deployments',
    body: {
      repository,
      runId: repository,
      environment: 'production',
      state: 'success',
      revision: '1a2b3c4d5e6f708192a3b4c5d6e7f80910111213',
      at: new Date().toISOString(),
    },
  });
  if (reply.status !== 200) throw new Error(reply.text);
  return reply.body.deployment.id;
}

/** Of copies of deployments. */
const COPY = 'a-copy-';

const copies = (knex: Knex) =>
  knex('deployments').where('key', 'like', `${COPY}%`);

/** What many wait for is asked of the catalog once for all of them. */
const REPOSITORIES = 100;

/** Copies a deployment that waits; all are older than what comes next. */
export async function copyDeployment(
  knex: Knex,
  id: string,
  size: number,
): Promise<void> {
  const row = await knex('deployments').where({ id }).first();
  const rows = Array.from({ length: size }, (_, index) => ({
    ...row,
    id: id.replace(/.{6}$/, String(100_000 + index)),
    key: `${COPY}${id}-${index}`,
    repository: `${row.repository}-${index % REPOSITORIES}`,
    // One that can't be read is among them
    ...(index === 0 && { children: '{' }),
  }));
  await knex.batchInsert('deployments', rows, 50);
}

export const countCopies = async (knex: Knex): Promise<number> => {
  const [{ n }] = await copies(knex).count('* as n');
  return Number(n);
};

export const removeDeploymentCopies = (knex: Knex): PromiseLike<unknown> =>
  copies(knex).delete();

const TASKS = '/api/itsm/.backstage/scheduler/v1/tasks';

/** Lets a task that runs in one process at a time run once, now. */
export async function runSweep(wire: Wire, task: string): Promise<void> {
  const stateOf = async () => {
    const { body } = await wire.send({ method: 'GET', path: TASKS });
    const found = body.tasks.find((each: any) => each.taskId === task);
    return found.taskState as { status: string; lastRunEndedAt?: string };
  };
  const path = `${TASKS}/${task}/trigger`;
  let before: string | undefined;
  await until(async () => {
    before = (await stateOf()).lastRunEndedAt;
    return (await wire.send({ method: 'POST', path })).status === 200;
  }, `${task} to be free`);
  await until(async () => {
    const { status, lastRunEndedAt } = await stateOf();
    return status === 'idle' && lastRunEndedAt !== before;
  }, `${task} to end`);
}
