import { BASE } from '../apiDocument';
import { refOf } from '../people';
import { openRecordOf } from './story';
import { KNOWN_CALLERS, NOBODIES, PEOPLE, type World } from './World';

const HOUR = 3_600_000;
const iso = (afterMs: number) => new Date(Date.now() + afterMs).toISOString();

/** Three rules are the product's and hold where everybody may do everything. */
export async function tryWithoutPermissions(
  world: World,
  word: string,
): Promise<void> {
  const { findings } = world;
  const incident = await openRecordOf(
    world,
    PEOPLE[1],
    `${word}i`,
    'incident',
    {
      impact: 'low',
      urgency: 'low',
      entities: ['checkout'],
      restricted: true,
      requester: refOf('rita'),
    },
  );
  const change = await openRecordOf(world, PEOPLE[1], `${word}c`, 'change', {
    type: 'normal',
    environment: 'production',
    entities: ['checkout'],
    restricted: true,
    justification: 'A test',
    implementationPlan: 'Do it',
    backoutPlan: 'Undo it',
    testPlan: 'Look at it',
    windowStart: iso(0),
    windowEnd: iso(HOUR),
    approvers: [refOf('chen'), refOf('eddie')],
  });
  const one = `${BASE}/v1/changes/${change.number}`;
  await world.mustAs(PEOPLE[1], {
    method: 'POST',
    path: `${one}/actions/request_assessment`,
    headers: { 'if-match': String(change.version) },
    body: {},
  });
  await world.refresh(change);
  for (const record of [incident, change]) {
    const path = `${BASE}/v1/records/${record.number}`;
    for (const nobody of NOBODIES) {
      const read = { method: 'GET', path };
      await world.cell(nobody, 'off', read, a => a.status === 401, '401');
    }
    for (const caller of PEOPLE) {
      const { text } = await world.cell(
        caller,
        'off',
        { method: 'GET', path },
        a => a.status === 200,
        '200, because everybody has every permission',
      );
      const isRequester = record.requester === refOf(caller.name as 'rita');
      findings.expect(
        text.includes(record.whispered) !== isRequester,
        () =>
          `Without permissions ${caller.name} ${isRequester ? 'reads' : 'does not read'} the internal note of ${record.number}`,
      );
    }
  }
  for (const caller of KNOWN_CALLERS.filter(c => c.name !== 'chen')) {
    await world.cell(
      caller,
      'off',
      {
        method: 'POST',
        path: `${one}/actions/approve_assessment`,
        headers: { 'if-match': String(change.version) },
        body: {},
      },
      a => [401, 403, 404, 409].includes(a.status),
      'a refusal of who was not asked, or wrote it',
    );
  }
  await world.cell(
    PEOPLE[0],
    'off',
    {
      method: 'PATCH',
      path: `${BASE}/v1/incidents/${incident.number}`,
      headers: { 'if-match': String(incident.version) },
      body: { requester: refOf('sofia') },
    },
    a => a.status === 409,
    '409: nobody hands over what they asked for',
  );
}
