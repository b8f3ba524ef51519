import { githubDelivery, type HarnessDatabase } from 'itsm-harness';
import { BASE } from '../apiDocument';
import { signatureOf } from '../hooks';
import type { Question, Reply, Wire } from '../wire';
import { HOOK_SECRET, type Planted } from './Planted';

/** What the traffic of a round has left: answers that were no success, and the number of a record. */
export interface Traffic {
  refusals: string[];
  number: string;
}

/** Uses everything that was planted as people, pipelines and attackers would. */
export async function sendTraffic(
  wire: Wire,
  { proofs, texts, whispers, addresses }: Planted,
  tokens: { author: string; agent: string },
): Promise<Traffic> {
  const refusals: string[] = [];
  const ask = async (question: Question): Promise<Reply> => {
    const reply = await wire.send(question);
    if (reply.status >= 400) refusals.push(reply.text);
    return reply;
  };
  const incidents = `${BASE}/v1/incidents`;
  const input = {
    title: whispers['the title of a restricted record'],
    description: texts['a description'],
    impact: 'low',
    urgency: 'low',
    entities: ['checkout'],
    restricted: true,
  };
  const { body } = await ask({
    method: 'POST',
    path: incidents,
    token: tokens.author,
    headers: { 'idempotency-key': proofs['an idempotency key'] },
    body: input,
  });
  const one = `${incidents}/${body.number}`;
  const post = (path: string, sent: unknown, more: Partial<Question> = {}) =>
    ask({ method: 'POST', path, body: sent, ...more });
  const say = (text: string, audience: string, token?: string) =>
    post(`${one}/comments`, { text, audience }, { token });
  await say(texts['a public comment'], 'public', tokens.author);
  await say(whispers['an internal note'], 'internal', tokens.agent);
  const file = addresses['the name of an internal file'];
  await post(
    `${one}/attachments?audience=internal&name=${file}`,
    Buffer.from('bytes'),
    { token: tokens.agent },
  );
  // Refused in all ways
  const forged = proofs['a forged token'];
  await ask({ method: 'GET', path: one, token: forged });
  await ask({
    method: 'GET',
    path: one,
    token: null,
    headers: { cookie: `a=${proofs['a cookie']}` },
  });
  await post(incidents, `{"title": ${texts['a broken body']}`);
  await post(incidents, {
    ...input,
    title: texts['a body that is too long'].repeat(50),
  });
  await post(`${one}/actions/resolve`, {}, { headers: { 'if-match': '999' } });
  await sendWebhooks(post, proofs);
  return { refusals, number: body.number };
}

type Post = (path: string, body: unknown, more?: Partial<Question>) => unknown;

/** Signed rightly and wrongly, with all that a proxy may add. */
async function sendWebhooks(post: Post, proofs: Planted['proofs']) {
  const hook = `${BASE}/hooks/planted`;
  const delivery = githubDelivery('deployment', { action: 'created' });
  const headers = {
    ...delivery.headers,
    'x-hub-signature-256': signatureOf(HOOK_SECRET, Buffer.from(delivery.body)),
    cookie: `session=${proofs['a cookie']}`,
    'x-gitlab-token': proofs['a token in a header of a webhook'],
    'private-token': proofs['a token in a header of a webhook'],
    'x-api-key': proofs['a key in a header of a webhook'],
    'x-forwarded-password': proofs['a password in a header of a webhook'],
  };
  const token = proofs['a forged token'];
  await post(hook, delivery.body, { headers, token: null });
  await post(hook, delivery.body, {
    token,
    headers: {
      ...headers,
      'x-hub-signature-256': signatureOf('another-secret', Buffer.from('{}')),
    },
  });
}

/** A write that the database fails to keep: its table misses a column for a moment. */
export async function failOnce(
  wire: Wire,
  database: HarnessDatabase,
  number: string,
  text: string,
): Promise<Reply> {
  const knex = database.open();
  const rename = (from: string, to: string) =>
    knex.raw('alter table entries rename column ?? to ??', [from, to]);
  try {
    await rename('audience', 'audience_away');
    return await wire.send({
      method: 'POST',
      path: `${BASE}/v1/incidents/${number}/comments`,
      body: { text },
    });
  } finally {
    await rename('audience_away', 'audience');
    await knex.destroy();
  }
}
