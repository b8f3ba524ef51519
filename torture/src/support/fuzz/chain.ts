import { addressOf } from '../apiDocument';
import { KIND_NAMES, type KindName } from '../kinds';
import { PERSONAS } from '../people';
import { tell, type Reply } from '../wire';
import { besideSteps } from './besideSteps';
import type { Actor, Fuzzer } from './Fuzzer';
import { complete } from './knowledge';

const STEPS = 12;

/** A view as text, without what its links tell of others: they have a life of their own. */
const ownText = ({ links, ...view }: any) =>
  JSON.stringify({
    ...view,
    links: links.map(({ record: _, ...link }: any) => link),
  });

/** Opens a record and goes on with whatever it offers: what is offered has to be possible. */
export async function walk(
  fuzzer: Fuzzer,
  kind: KindName = fuzzer.random.pick(KIND_NAMES),
): Promise<void> {
  const { random, findings } = fuzzer;
  const create = fuzzer.operation(`create-${kind}`);
  const author: Actor = random.pick(['service', 'eddie', 'adam']);
  const body = fuzzer.body(create);
  const opened = await fuzzer.ask({
    operation: create,
    actor: author,
    isOwn: true,
    question: {
      method: 'POST',
      path: addressOf(create, {}),
      headers: fuzzer.headers(create),
      body: random.below(4) ? { ...body, ...complete(kind, random) } : body,
    },
  });
  if (opened.status !== 201) return;
  const { number } = opened.body;
  const get = fuzzer.operation(`get-${kind}`);
  const read = (actor: Actor) =>
    fuzzer.ask({
      operation: get,
      actor,
      isOwn: true,
      question: { method: 'GET', path: addressOf(get, { number }) },
    });
  const asOpened = (reply: Reply) =>
    ownText(reply.body) === ownText(opened.body);
  // A record is read in several statements, and what follows by itself may come in between
  const first = await read(author);
  const again = asOpened(first) ? first : await read(author);
  findings.expect(
    // A part of what is over ends at once
    again.status === 200 && (asOpened(again) || again.body.phase === 'done'),
    () =>
      `${number} reads differently than it was created: ${again.status} ${again.text} | ${opened.text}`,
  );
  const list = fuzzer.operation(`list-${kind}s`);
  const found = await fuzzer.ask({
    operation: list,
    actor: author,
    question: {
      method: 'GET',
      path: addressOf(list, {}, { q: number, state: 'all', count: 'true' }),
    },
  });
  findings.expect(
    found.body?.items?.some((r: any) => r.number === number),
    () => `${number} is not found by its number right after it was created`,
  );
  await besideSteps(fuzzer, kind, number);
  for (let i = 0; i < STEPS; i += 1) {
    const actor = random.pick<Actor>(['service', author, ...PERSONAS]);
    const view = await read(actor);
    if (view.status !== 200) continue;
    await step(fuzzer, actor, kind, view);
  }
  const end = await read('service');
  if (end.status === 200) fuzzer.remember(end.body);
}

/** One thing that the record offers the actor, rather one that was seldom done. */
async function step(fuzzer: Fuzzer, actor: Actor, kind: string, view: Reply) {
  const { random, findings, reached } = fuzzer;
  const { number, version, actions, can, attachments } = view.body;
  const offered: string[] = [
    ...actions
      .filter((a: any) => !a.refused)
      .map((a: any) => `${a.name.replace(/_/g, '-')}-${kind}`),
    ...(can.edit ? ['edit', 'link', 'unlink'].map(id => `${id}-${kind}`) : []),
    ...(can.comment ? [`comment-${kind}`, `attach-${kind}`] : []),
    ...(attachments.length > 0 ? [`get-attachment-${kind}`] : []),
    ...['watch', 'unwatch', 'timeline'].map(id => `${id}-${kind}`),
    'get-record',
  ];
  const seldom = random
    .shuffle(offered)
    .sort((a, b) => (reached.get(a) ?? 0) - (reached.get(b) ?? 0));
  const id = random.below(3) ? seldom[0] : random.pick(offered);
  const operation = fuzzer.operation(id);
  const body = fuzzer.body(operation);
  if (body?.audience === 'internal' && !can.commentInternally) {
    body.audience = 'public';
  }
  const query = fuzzer.query(operation);
  if (query.audience === 'internal' && !can.commentInternally) {
    query.audience = 'public';
  }
  if (id.startsWith('timeline-')) delete query.cursor;
  const question = {
    method: operation.method,
    path: addressOf(operation, { number, id: attachments[0]?.id }, query),
    headers: fuzzer.headers(operation, version),
    body,
  };
  const reply = await fuzzer.ask({ operation, actor, question, isOwn: true });
  // What it waits for may have woken it, and an input may name what is not there or what a rule refuses
  const fine = [200, 201, 400, 409, 412];
  findings.expect(
    fine.includes(reply.status),
    () =>
      `${actor} was offered ${id} of ${number} (${view.body.state}) and got ${reply.status}: ${tell(question)} → ${reply.text.slice(0, 300)}`,
  );
}
