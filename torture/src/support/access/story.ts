import type { Seeded } from 'itsm-harness';
import { BASE } from '../apiDocument';
import { refOf, type PersonName } from '../people';
import { ENTITIES, knownFrom, type KnownRecord } from './KnownRecord';
import { has, may, type Caller } from './policy';
import { PEOPLE, SERVICE, type World } from './World';

const GROUPS = ['team-checkout', 'team-storefront', 'oncall', 'sales'];
const HOUR = 3_600_000;

function draft(random: Seeded, kind: KnownRecord['kind']) {
  const isChange = kind === 'change';
  const affected = random
    .shuffle(ENTITIES)
    .slice(0, random.below(3) + (isChange ? 1 : 0));
  const people = PEOPLE.map(({ name }) => refOf(name as PersonName));
  return {
    entities: affected,
    restricted: random.below(2) === 0,
    ...(random.below(2) && { requester: random.pick(people) }),
    ...(random.below(3) === 0 && {
      assignmentGroup: `group:default/${random.pick(GROUPS)}`,
    }),
    ...(isChange
      ? {
          type: random.pick(['normal', 'normal', 'standard', 'emergency']),
          environment: 'production',
          justification: 'A test',
          implementationPlan: 'Do it',
          backoutPlan: 'Undo it',
          testPlan: 'Look at it',
          securityReason: 'Only a test',
          windowStart: new Date(Date.now() - HOUR).toISOString(),
          windowEnd: new Date(Date.now() + 24 * HOUR).toISOString(),
          approvers: [
            random.pick([...people, ...GROUPS.map(g => `group:default/${g}`)]),
          ],
        }
      : {
          impact: random.pick(['high', 'medium', 'low']),
          urgency: random.pick(['high', 'medium', 'low']),
          ...(affected.length === 0 && { entityUnknownReason: 'Not known' }),
        }),
  };
}

/** Opens a record of a kind whose people, state and links follow from `random`. */
export async function openRecord(
  world: World,
  kind: KnownRecord['kind'],
  word: string,
): Promise<KnownRecord> {
  const { random } = world;
  const input = draft(random, kind);
  const needed = [
    `itsm.${kind}.create`,
    ...('type' in input && input.type === 'emergency'
      ? ['itsm.change.emergency']
      : []),
  ];
  const opener = random.pick([
    SERVICE,
    ...PEOPLE.filter(p => needed.every(permission => has(p, permission))),
  ]);
  const record = await openRecordOf(world, opener, word, kind, {
    ...input,
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
  kind: KnownRecord['kind'],
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
    await world.must('POST', `${one}/comments`, { body: { text, audience } });
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

/** Somebody is assigned or asked, and somebody watches. */
async function moveOn(world: World, record: KnownRecord, one: string) {
  const { random } = world;
  await world.refresh(record);
  const headers = { 'if-match': String(record.version) };
  if (record.kind === 'incident' && random.below(2)) {
    const { name } = random.pick(PEOPLE);
    const body = { assignee: refOf(name as PersonName) };
    await world.must('POST', `${one}/actions/assign`, { headers, body });
  } else if (record.type === 'normal' && random.below(3)) {
    const path = `${one}/actions/request_assessment`;
    await world.must('POST', path, { headers, body: {} });
  }
  await world.refresh(record);
  const watcher = random.pick(PEOPLE);
  if (may(watcher, 'read', record)) {
    await world.mustAs(watcher, { method: 'PUT', path: `${BASE}${one}/watch` });
    record.watchers.push(refOf(watcher.name as PersonName));
  }
}
