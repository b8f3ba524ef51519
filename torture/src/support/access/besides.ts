import { BASE } from '../apiDocument';
import { absentNumber, KINDS } from '../kinds';
import type { Question } from '../wire';
import { has, may, readsInternal } from './policy';
import { PARTS } from './still';
import { CALLERS, PEOPLE, type World } from './World';

const WELL_KNOWN = `${BASE}/.well-known/backstage/permissions/apply-conditions`;

/** Ways around the operations: none of them tells more than the operations do. */
export async function tryBesides(world: World): Promise<void> {
  const { findings, random, records } = world;
  const record = random.pick(records.filter(r => r.whispered));
  // Lets the permission backend, and nobody else, ask about any record
  const conditions: Question = {
    method: 'POST',
    path: WELL_KNOWN,
    body: {
      items: [
        {
          id: '1',
          resourceRef: record.number,
          resourceType: 'itsm-record',
          conditions: {
            rule: 'IS_RESTRICTED',
            resourceType: 'itsm-record',
            params: {},
          },
        },
      ],
    },
  };
  const undeclared: Question[] = [
    { method: 'GET', path: `${BASE}/v1/records/${record.number}/principals` },
    { method: 'PUT', path: `${BASE}/v1/records/${record.number}`, body: {} },
    { method: 'DELETE', path: `${BASE}/v1/${record.kind}s/${record.number}` },
    { method: 'GET', path: `${BASE}/v2/records` },
  ];
  for (const caller of CALLERS.filter(c => c.kind !== 'service')) {
    // Backstage itself answers every service here, see "Machines" in docs/permissions.md
    if (caller.kind !== 'pipeline') {
      const refused = caller.kind === 'nobody' ? 401 : 403;
      await world.cell(
        caller,
        'besides',
        conditions,
        a => a.status === refused,
        String(refused),
      );
    }
    for (const question of undeclared) {
      const { status, text } = await world.cell(
        caller,
        'besides',
        question,
        a => [401, 404].includes(a.status),
        'a refusal',
      );
      findings.expect(
        status !== 404 || !text.includes(record.words[1] ?? record.number),
        () => `${caller.name} was told of a record by ${text}`,
      );
    }
  }
  await tryHiddenWholes(world);
  for (const person of PEOPLE) {
    const { text } = await world.cell(
      person,
      'besides',
      { method: 'GET', path: '/api/notifications/notifications?limit=100' },
      a => a.status === 200,
      '200',
    );
    for (const { number, whispered } of records.filter(
      r => r.whispered && !readsInternal(person, r),
    )) {
      findings.expect(
        !text.includes(whispered),
        () => `${person.name} was notified of the internal note of ${number}`,
      );
    }
  }
}

/** Nobody opens a part of what they may not see; they are told what is told of what is not there. */
async function tryHiddenWholes(world: World): Promise<void> {
  const hidden = world.random.pick(world.records.filter(r => r.restricted));
  const absent = absentNumber(hidden.kind);
  for (const kind of PARTS) {
    const { plural, least } = KINDS[kind];
    const open = (parent: string): Question => ({
      method: 'POST',
      path: `${BASE}/v1/${plural}`,
      body: least(parent),
    });
    for (const person of PEOPLE) {
      const mayOpen = has(person, `itsm.${kind}.create`);
      if (!mayOpen || may(person, 'read', hidden)) continue;
      const { text } = await world.ask(person, open(absent));
      const told = text.replaceAll(absent, hidden.number);
      await world.cell(
        person,
        'besides',
        open(hidden.number),
        a => a.status === 400 && a.text === told,
        `400 with ${told}`,
      );
    }
  }
}
