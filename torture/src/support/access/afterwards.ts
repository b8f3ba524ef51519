import { BASE } from '../apiDocument';
import { absentNumber } from '../kinds';
import { EVERYBODY, refOf, type PersonName } from '../people';
import type { Question, Reply } from '../wire';
import { may, readsDraft, type Caller } from './policy';
import { publish } from './still';
import { openRecordOf } from './story';
import { PEOPLE, SERVICE, type World } from './World';

const INCIDENT = { impact: 'low', urgency: 'low' };
/** Few people have a part in it. */
const UNKNOWN = {
  ...INCIDENT,
  entities: [],
  entityUnknownReason: 'A test',
  restricted: true,
};

/** What was made while somebody could see it, and is asked about when they can't any more. */
export async function tryAfterwards(world: World, word: string): Promise<void> {
  await tryUnlinks(world, word);
  await tryRepeatedKeys(world, word);
  await tryNextVersion(world, word);
}

const statusAndText = ({ status, text }: Reply) => `${status} ${text}`;

/**
 * Whoever works on a record does not remove its link with what they may not see, and is told what is told of a
 * link that there is not.
 */
async function tryUnlinks(world: World, word: string): Promise<void> {
  const open = (letter: string, more: object) =>
    openRecordOf(world, SERVICE, `${word}${letter}`, 'incident', {
      ...more,
      requester: refOf('luca'),
    });
  const hidden = await open('h', UNKNOWN);
  // Its team has people who have no part in the hidden one
  const held = await open('l', { ...INCIDENT, entities: ['checkout'] });
  const path = `${BASE}/v1/incidents/${held.number}/links`;
  const link = { role: 'relatedTo', target: 'record' };
  await world.must('POST', `/v1/incidents/${held.number}/links`, {
    body: { ...link, ref: hidden.number },
  });
  for (const record of [hidden, held]) await world.refresh(record);
  world.records.push(hidden, held);
  const absent = absentNumber('incident');
  const question = (method: string, ref: string): Question => ({
    method,
    ...(method === 'DELETE'
      ? { path: `${path}?role=relatedTo&target=record&ref=${ref}` }
      : { path, body: { ...link, ref } }),
  });
  const people = PEOPLE.filter(
    each => may(each, 'update', held) && !may(each, 'read', hidden),
  );
  world.findings.expect(
    people.length > 0,
    () => `Nobody works on ${held.number} who does not see ${hidden.number}`,
  );
  for (const person of people) {
    for (const method of ['DELETE', 'POST']) {
      const missing = await world.ask(person, question(method, absent));
      const told = statusAndText(missing).replaceAll(absent, hidden.number);
      await world.cell(
        person,
        `${method === 'POST' ? 'link' : 'unlink'}-incident`,
        question(method, hidden.number),
        reply => statusAndText(reply) === told,
        `what is told of a missing one: ${told.slice(0, 200)}`,
      );
    }
  }
  await world.refresh(held);
  world.findings.expect(
    held.linked.includes(hidden.number),
    () => `${held.number} lost its link with ${hidden.number}`,
  );
}

/** Everybody reads an article that is published, and its next version only who works on it. */
async function tryNextVersion(world: World, word: string): Promise<void> {
  const article = await openRecordOf(world, SERVICE, `${word}v`, 'article', {
    requester: refOf('luca'),
    entities: ['checkout'],
  });
  await publish(world, article.number);
  const path = `/v1/articles/${article.number}`;
  const write = async (method: string, to: string, body: object) => {
    await world.refresh(article);
    const headers = { 'if-match': String(article.version) };
    await world.must(method, to, { headers, body });
  };
  await write('POST', `${path}/actions/check_out`, {});
  const description = 'The walrus is to be fed twice';
  await write('PATCH', path, { description });
  await world.refresh(article);
  world.records.push(article);
  for (const person of PEOPLE) {
    const reads = readsDraft(person, article);
    await world.cell(
      person,
      'get-article',
      { method: 'GET', path: `${BASE}${path}` },
      ({ status, body }) => status === 200 && 'draft' in body.fields === reads,
      reads ? 'the next version' : 'no next version',
    );
  }
}

/** Some repeat a keyed request about a record that was taken out of their sight, and has changed since. */
async function tryRepeatedKeys(world: World, word: string): Promise<void> {
  const record = await openRecordOf(world, SERVICE, `${word}k`, 'incident', {
    ...UNKNOWN,
    requester: refOf('luca'),
  });
  const one = `/v1/incidents/${record.number}`;
  const versioned = (method: string, path: string, body: object) =>
    world.must(method, path, {
      headers: { 'if-match': String(record.version) },
      body,
    });
  const assign = async (name: PersonName) => {
    const assignee = { assignee: refOf(name) };
    await versioned('POST', `${one}/actions/assign`, assignee);
    await world.refresh(record);
  };
  const said = (name: PersonName): Question => ({
    method: 'POST',
    path: `${BASE}${one}/comments`,
    body: { text: `${name} says`, audience: 'public' },
    headers: { 'idempotency-key': `${word}-${name}` },
  });
  const names = world.random
    .shuffle(EVERYBODY.filter(name => name !== 'luca'))
    .slice(0, 4);
  for (const name of names) {
    await assign(name);
    await world.mustAs({ name, kind: 'person' }, said(name));
    await world.refresh(record);
  }
  await assign('luca');
  const changed = `${word}changed`;
  await versioned('PATCH', one, { title: changed });
  const [, , , spoken] = record.words;
  record.words = [record.number, 'walrus', changed, spoken];
  await world.refresh(record);
  world.records.push(record);
  const receipt = JSON.stringify({ number: record.number });
  for (const name of names) {
    const person: Caller = { name, kind: 'person' };
    const isReader = may(person, 'read', record);
    await world.cell(
      person,
      'comment-incident',
      said(name),
      reply => reply.status === 201 && (isReader || reply.text === receipt),
      isReader ? '201' : `201 with ${receipt}`,
    );
  }
}
