import { GITHUB_HOOK, githubDeployment, type Seeded } from 'itsm-harness';
import type { Knex } from 'knex';
import type { Replica } from '../replicas';
import type { Question, Reply } from '../wire';

const EACH = 8;

const INCIDENT = {
  description: 'Its backend falls asleep',
  impact: 'low',
  urgency: 'low',
  entities: ['component:default/checkout'],
};

/** What a backend is given to do, a little of everything that it claims. */
export interface Work {
  /** Numbers of incidents whose automatic end is due. */
  resolved: string[];
  /** Revisions that deliveries tell of. */
  revisions: string[];
  /** Titles of incidents that are opened with a key. */
  keyed: string[];
  /** Requests of the last two kinds. */
  questions: Question[];
}

/** Opens and resolves incidents; their timers are due once `makeDue` was called. */
export async function prepare(
  replica: Replica,
  seed: number,
  random: Seeded,
): Promise<Work> {
  const mark = `${Date.now()}-${seed}`;
  const ids = Array.from({ length: EACH }, (_, n) => n);
  const resolved = await Promise.all(
    ids.map(n => resolvedIncident(replica, `Asleep ${mark}-${n}`)),
  );
  const keyed = ids.map(n => `Keyed ${mark}-${n}`);
  const revisions = ids.map(n => `${mark}-${n}`);
  return {
    resolved,
    revisions,
    keyed,
    questions: random.shuffle([
      ...keyed.map(title => ({
        method: 'POST',
        path: '/api/itsm/v1/incidents',
        headers: { 'idempotency-key': title.replaceAll(' ', '-') },
        body: { ...INCIDENT, title },
      })),
      ...revisions.map((sha, n) => {
        const run = Number(`${Date.now()}${n}`);
        return {
          method: 'POST',
          path: GITHUB_HOOK,
          ...githubDeployment({ run, deployment: run, sha }).status('success'),
        };
      }),
    ]),
  };
}

async function resolvedIncident(
  { wire }: Replica,
  title: string,
): Promise<string> {
  const post = async (path: string, body: object, headers = {}) => {
    const reply: Reply = await wire.send({
      method: 'POST',
      path: `/api/itsm/v1/incidents${path}`,
      body,
      headers,
    });
    if (reply.status > 201) throw new Error(reply.text);
    return reply.body;
  };
  const { number } = await post('', { ...INCIDENT, title });
  await post(
    `/${number}/actions/resolve`,
    { code: 'fixed', notes: 'It works again', causeUnknown: true },
    { 'if-match': '"1"' },
  );
  return number;
}

/** The days of waiting for the requester are over. */
export async function makeDue(knex: Knex, { resolved }: Work): Promise<void> {
  await knex('timers')
    .whereIn(
      'record_id',
      knex('records').whereIn('number', resolved).select('id'),
    )
    .update({ due_at: Date.now() });
}
