import { until } from 'itsm-harness';
import { BASE } from '../apiDocument';
import type { KindName } from '../kinds';
import { refOf, type PersonName } from '../people';
import { draft } from './drafts';
import { knownFrom, type KnownRecord } from './KnownRecord';
import { LIFECYCLES } from './lifecycles';
import { has, judgeAction, may, type Caller } from './policy';
import { inputOf, PARTS, stillOf } from './still';
import { PEOPLE, SERVICE, type World } from './World';

/** What may have happened to a record before anybody meets it: the first steps of one of these. */
const COURSES: Record<KindName, readonly string[][]> = {
  incident: [
    ['start', 'hold'],
    ['start', 'resolve'],
  ],
  problem: [['assess', 'confirm', 'publish_known_error', 'start_fix']],
  change: [['request_assessment'], ['request_authorization']],
  request: [
    ['start', 'hold'],
    ['start', 'fulfil'],
  ],
  task: [['start', 'complete']],
  review: [['request_review']],
  article: [['request_review']],
};

/** Opens a record of a kind whose people, state and links follow from `random`. */
export async function openRecord(
  world: World,
  kind: KindName,
  word: string,
): Promise<KnownRecord> {
  const { random } = world;
  const input = draft(random, kind);
  const needed = [
    `itsm.${kind}.create`,
    ...(input.type === 'emergency' ? ['itsm.change.emergency'] : []),
  ];
  const opener = random.pick([
    SERVICE,
    ...PEOPLE.filter(p => needed.every(permission => has(p, permission))),
  ]);
  const wholes = world.still.filter(other => may(opener, 'read', other));
  const record = await openRecordOf(world, opener, word, kind, {
    ...input,
    ...(PARTS.includes(kind) && { parent: random.pick(wholes).number }),
    // Else it would be the service, which has to write notes about its own record
    ...(opener === SERVICE && { requester: input.requester ?? refOf('rita') }),
  });
  const one = `/v1/${kind}s/${record.number}`;
  if (world.records.length > 0 && random.below(2)) {
    await world.must('POST', `${one}/links`, {
      body: {
        role: 'relatedTo',
        target: 'record',
        ref: random.pick(world.records).number,
      },
    });
  }
  await moveOn(world, record, one);
  world.records.push(record);
  return record;
}

/** Opens a record of this input, with what is said about it in public and among agents. */
export async function openRecordOf(
  world: World,
  opener: Caller,
  word: string,
  kind: KindName,
  input: object,
): Promise<KnownRecord> {
  const opened = await world.mustAs(opener, {
    method: 'POST',
    path: `${BASE}/v1/${kind}s`,
    body: {
      title: `Title ${word}`,
      description: 'Everybody who may read it finds the walrus',
      ...input,
    },
  });
  const one = `/v1/${kind}s/${opened.number}`;
  const said = `${word}said`;
  const record = knownFrom(opened, {
    words: [opened.number, 'walrus', word, said],
    whispered: `${word}whispered`,
  });
  for (const [text, audience] of [
    [said, 'public'],
    [record.whispered, 'internal'],
  ]) {
    const { timeline } = await world.must('POST', `${one}/comments`, {
      body: { text, audience },
    });
    const comment = timeline.items.find((e: any) => e.body.text === text);
    record[audience === 'public' ? 'publicComment' : 'internalComment'] = {
      id: comment.id,
      seq: comment.seq,
    };
    const { attachments } = await world.must(
      'POST',
      `${one}/attachments?name=${text}.txt&audience=${audience}`,
      { body: Buffer.from(text), headers: { 'content-type': 'text/plain' } },
    );
    const { id } = attachments.find((a: any) => a.name === `${text}.txt`);
    record[audience === 'public' ? 'publicFile' : 'internalFile'] = id;
  }
  await world.refresh(record);
  return record;
}

/**
 * Two that chance seldom makes: a record that became restricted after a stranger had watched it,
 * and one for everybody that is linked to it.
 */
export async function openLinkedPair(
  world: World,
  word: string,
): Promise<KnownRecord[]> {
  const input = {
    impact: 'low',
    urgency: 'low',
    requester: refOf('luca'),
    entities: ['inventory'],
  };
  const open = (letter: string) =>
    openRecordOf(world, SERVICE, `${word}${letter}`, 'incident', input);
  const [watched, linked] = [await open('x'), await open('y')];
  for (const { name } of PEOPLE) {
    if (name === 'rita' || name === 'sofia') {
      const path = `${BASE}/v1/incidents/${watched.number}/watch`;
      await world.mustAs({ name, kind: 'person' }, { method: 'PUT', path });
      watched.watchers.push(refOf(name));
    }
  }
  await world.must('PATCH', `/v1/incidents/${watched.number}`, {
    headers: { 'if-match': String(watched.version) },
    body: { restricted: true },
  });
  await world.must('POST', `/v1/incidents/${linked.number}/links`, {
    body: { role: 'causedBy', target: 'record', ref: watched.number },
  });
  for (const record of [watched, linked]) await world.refresh(record);
  world.records.push(watched, linked);
  return [watched, linked];
}

/**
 * A problem that is a duplicate of one that few may see, and an incident of it, which everybody
 * reads: both name what is hidden, in links, fields and timelines.
 */
export async function openDuplicates(
  world: World,
  word: string,
): Promise<KnownRecord[]> {
  const survivor = stillOf(world, 'problem', true).number;
  const open = (kind: KindName, input: object) =>
    openRecordOf(world, SERVICE, `${word}${kind}d`, kind, {
      requester: refOf('luca'),
      entities: ['inventory'],
      ...input,
    });
  const problem = await open('problem', { proactive: true });
  const incident = await open('incident', { impact: 'low', urgency: 'low' });
  await world.must('POST', `/v1/incidents/${incident.number}/links`, {
    body: { role: 'causedBy', target: 'record', ref: problem.number },
  });
  await act(world, problem, 'assess', {});
  await act(world, problem, 'mark_duplicate', { duplicateOf: survivor });
  await until(async () => {
    await world.refresh(incident);
    return incident.linked.includes(survivor);
  }, `${incident.number} to follow ${problem.number}`);
  await world.refresh(problem);
  world.records.push(problem, incident);
  return [problem, incident];
}

async function act(
  world: World,
  record: KnownRecord,
  action: string,
  body: object,
): Promise<void> {
  const path = `/v1/${record.kind}s/${record.number}/actions/${action}`;
  const headers = { 'if-match': String(record.version) };
  await world.must('POST', path, { headers, body });
  await world.refresh(record);
}

/** Somebody is assigned or asked, and somebody watches. */
async function moveOn(world: World, record: KnownRecord, one: string) {
  const { random } = world;
  const { kind } = record;
  await world.refresh(record);
  const isPossible = (action: string) =>
    LIFECYCLES[kind][action] !== undefined &&
    judgeAction(SERVICE, record, action) === 'through';
  const course = random.pick(COURSES[kind]);
  for (const action of course.slice(0, random.below(course.length + 1))) {
    if (!isPossible(action)) break;
    await act(world, record, action, inputOf(world, kind, action));
  }
  if (isPossible('assign') && random.below(2)) {
    const { name } = random.pick(PEOPLE);
    await act(world, record, 'assign', { assignee: refOf(name as PersonName) });
  }
  const watcher = random.pick(PEOPLE);
  if (may(watcher, 'read', record)) {
    await world.mustAs(watcher, { method: 'PUT', path: `${BASE}${one}/watch` });
    record.watchers.push(refOf(watcher.name as PersonName));
  }
}
