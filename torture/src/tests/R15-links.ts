import { until } from 'itsm-harness';
import { Findings } from '../support/findings';
import { invariants } from '../support/invariants';
import { runTask } from '../support/replicas';
import { shareReplicas, type SharedReplicas } from '../support/sharedReplicas';
import type { Question, Reply } from '../support/wire';
import { tortureTest } from '../TortureTest';

/** Pairs that race at the same time, of each sort. */
const PAIRS = 6;
/** More than any page has. */
const MANY = 205;
const AT_ONCE = 6;

const RECORDS = 'plugins/itsm-backend/src/records';

type Ask = SharedReplicas['ask'];

interface Opened {
  number: string;
  version: number;
}

const incident = (title: string) => ({
  title,
  description: 'x',
  impact: 'high',
  urgency: 'high',
  entities: ['component:default/checkout'],
});

const actionOn = (
  plural: string,
  { number, version }: Opened,
  action: string,
): Question => ({
  method: 'POST',
  path: `/api/itsm/v1/${plural}/${number}/actions/${action}`,
  headers: { 'if-match': `"${version}"` },
});

const isDone = ({ status }: Reply) => status === 200 || status === 201;

async function must(asked: Promise<Reply>): Promise<any> {
  const reply = await asked;
  if (!isDone(reply)) throw new Error(reply.text);
  return reply.body;
}

const open = (
  ask: Ask,
  plural: string,
  body: object,
  token?: string,
): Promise<Opened> =>
  must(ask(0, { method: 'POST', path: `/api/itsm/v1/${plural}`, body, token }));

async function startedRequest(ask: Ask, title: string): Promise<Opened> {
  const entities = ['component:default/checkout'];
  const request = await open(ask, 'requests', { title, entities });
  const start = actionOn('requests', request, 'start');
  return must(ask(0, { ...start, body: { assignee: 'user:default/eddie' } }));
}

/** Two steps of which each is right, and both are not. */
const SORTS = {
  'duplicates of each other': async (ask: Ask, title: string) => {
    const [a, b] = await Promise.all([
      open(ask, 'incidents', incident(title)),
      open(ask, 'incidents', incident(title)),
    ]);
    const cancel = (one: Opened, other: Opened): Question => ({
      ...actionOn('incidents', one, 'cancel'),
      body: { reason: 'duplicate', duplicateOf: other.number },
    });
    return [cancel(a, b), cancel(b, a)];
  },
  'parents of each other': async (ask: Ask, title: string) => {
    const [a, b] = await Promise.all([
      open(ask, 'incidents', incident(title)),
      open(ask, 'incidents', incident(title)),
    ]);
    const link = (one: Opened, other: Opened): Question => ({
      method: 'POST',
      path: `/api/itsm/v1/incidents/${one.number}/links`,
      body: { role: 'parent', target: 'record', ref: other.number },
    });
    return [link(a, b), link(b, a)];
  },
  'a request that is fulfilled and its new task': async (
    ask: Ask,
    title: string,
  ) => {
    const started = await startedRequest(ask, title);
    const fulfil: Question = {
      ...actionOn('requests', started, 'fulfil'),
      body: { outcome: 'Here' },
    };
    const task: Question = {
      method: 'POST',
      path: '/api/itsm/v1/tasks',
      body: { title, parent: started.number },
    };
    return [fulfil, task];
  },
} satisfies Record<string, (ask: Ask, title: string) => Promise<Question[]>>;

export const links = tortureTest<SharedReplicas>({
  id: 'R15',
  title: 'Records that look at each other',
  promise:
    'Of two steps of which each forbids the other one happens, whatever replica they are asked of. A link of somebody who may not act on a record moves it no way, and no number of links hides one from a rule.',
  unit: 'races',
  engines: ['postgres', 'sqlite'],
  fullDose: 10_000,
  smallDose: PAIRS * Object.keys(SORTS).length,
  mutants: [
    {
      name: 'Records that a rule looks at are not locked',
      file: `${RECORDS}/Locks.ts`,
      find: 'return (isNew ? query.noWait() : query) as Promise<RecordRow[]>;',
      replace: 'return othersIn(this.knex, numbers);',
    },
    {
      name: 'A link of an outsider holds',
      file: `${RECORDS}/linkConsent.ts`,
      find: 'checked.push(isProposal ? { ...link, proposed } : link);',
      replace: 'checked.push(link);',
    },
    {
      name: 'A rule reads the newest 200 links',
      file: `${RECORDS}/readLinks.ts`,
      find: 'if (any) query.limit(1);',
      replace: "query.orderBy('links.record_id', 'desc').limit(any ? 1 : 200);",
    },
  ],
  setUp: arena => shareReplicas(arena, 2),
  tearDown: replicas => replicas.close(),
  async round(replicas, seed) {
    const { ask, knex } = replicas;
    const findings = new Findings();
    const since = Date.now();
    const race = async (
      [what, steps]: [string, (typeof SORTS)[keyof typeof SORTS]],
      n: number,
    ): Promise<number> => {
      const pair = await steps(ask, `${what} ${seed}-${n}`);
      const replies = await Promise.all(
        pair.map((step, index) => ask(index, step)),
      );
      const done = replies.filter(isDone).length;
      findings.expect(
        done === 1 && replies.every(({ status }) => status < 500),
        () =>
          `${what}: ${done} of two happened: ${replies.map(({ status, text }) => `${status} ${text.slice(0, 200)}`).join(' | ')}`,
      );
      return done;
    };
    const won = await Promise.all(
      Object.entries(SORTS).flatMap(sort =>
        Array.from({ length: PAIRS }, (_, n) => race(sort, n)),
      ),
    );
    await outsiders(replicas, seed, findings);
    await manyTasks(replicas, seed, findings);
    const faults = await invariants(knex, { since });
    return {
      units: PAIRS * Object.keys(SORTS).length,
      violations: [...findings.all(), ...faults],
      facts: { won: won.reduce((sum, each) => sum + each, 0) },
    };
  },
});

const stateOf = async ({ ask }: SharedReplicas, { number }: Opened) =>
  (
    await must(
      ask(0, { method: 'GET', path: `/api/itsm/v1/records/${number}` }),
    )
  ).state;

/** Whether those that the record is linked with have followed it. */
async function isHeard({ knex }: SharedReplicas, { number }: Opened) {
  const left = await knex('reactions')
    .where({ reactor: 'neighbours' })
    .whereIn('record_id', knex('records').where({ number }).select('id'))
    .first('entry_id');
  return left === undefined;
}

/** Somebody who may not act on a request opens a task of it and skips it. */
async function outsiders(
  replicas: SharedReplicas,
  seed: number,
  findings: Findings,
): Promise<void> {
  const { ask, tokens, wires } = replicas;
  const token = await tokens.of('sofia');
  const request = await startedRequest(ask, `Of others ${seed}`);
  const task = await open(
    ask,
    'tasks',
    {
      title: 'Not wanted',
      parent: request.number,
      assignee: 'user:default/sofia',
    },
    token,
  );
  await must(
    ask(0, {
      ...actionOn('tasks', task, 'skip'),
      body: { outcomeNote: 'Nobody asked for it' },
      token,
    }),
  );
  await runTask({ wire: wires[0] }, 'itsm-outlets');
  await until(() => isHeard(replicas, task), 'the request to hear of its task');
  const state = await stateOf(replicas, request);
  findings.expect(
    state === 'in_fulfilment',
    () => `${request.number} is ${state} by a task of an outsider`,
  );
}

/** The oldest of many tasks is open. */
async function manyTasks(
  replicas: SharedReplicas,
  seed: number,
  findings: Findings,
): Promise<void> {
  const { ask } = replicas;
  const request = await startedRequest(ask, `Of many ${seed}`);
  const task = { title: 'One of many', parent: request.number };
  await open(ask, 'tasks', task);
  const complete = async () => {
    const more = await open(ask, 'tasks', task);
    await must(ask(0, { ...actionOn('tasks', more, 'complete'), body: {} }));
  };
  for (let n = 1; n < MANY; n += AT_ONCE) {
    await Promise.all(Array.from({ length: AT_ONCE }, complete));
  }
  const fulfil = actionOn('requests', request, 'fulfil');
  const { status } = await ask(0, { ...fulfil, body: { outcome: 'x' } });
  const state = await stateOf(replicas, request);
  findings.expect(
    status === 409 && state === 'in_fulfilment',
    () => `${request.number} is ${state} beside an open task: ${status}`,
  );
}
