import { BASE } from '../apiDocument';
import type { KindName } from '../kinds';
import { refOf } from '../people';
import type { KnownRecord } from './KnownRecord';
import { openRecordOf } from './story';
import { KNOWN_CALLERS, NOBODIES, PEOPLE, type World } from './World';

const HOUR = 3_600_000;
const iso = (afterMs: number) => new Date(Date.now() + afterMs).toISOString();

/** What only those decide on whom it names: how they are asked, and what they do. */
interface Decided {
  kind: KindName;
  input: (whole: string) => object;
  /** A request asks by itself. */
  asks?: string;
  decides: string;
}

const DECIDED: readonly Decided[] = [
  {
    kind: 'change',
    asks: 'request_assessment',
    decides: 'approve_assessment',
    input: () => ({
      type: 'normal',
      environment: 'production',
      entities: ['checkout'],
      justification: 'A test',
      implementationPlan: 'Do it',
      backoutPlan: 'Undo it',
      testPlan: 'Look at it',
      plannedStart: iso(0),
      plannedEnd: iso(HOUR),
    }),
  },
  { kind: 'request', decides: 'approve', input: () => ({}) },
  {
    kind: 'review',
    asks: 'request_review',
    decides: 'complete',
    input: parent => ({
      parent,
      findings: 'It was slow',
      noActionsReason: 'It is fast now',
    }),
  },
  {
    kind: 'article',
    asks: 'request_review',
    decides: 'publish',
    input: () => ({ entities: ['checkout'] }),
  },
];

/** Who opens the records: as such, none who may decide on them. */
const AUTHOR = PEOPLE[1];

/** Some rules are the product's and hold where everybody may do everything. */
export async function tryWithoutPermissions(
  world: World,
  word: string,
): Promise<void> {
  const incident = await openRecordOf(world, AUTHOR, `${word}i`, 'incident', {
    impact: 'low',
    urgency: 'low',
    entities: ['checkout'],
    restricted: true,
    requester: refOf('rita'),
  });
  await tryNotes(world, incident);
  for (const decided of DECIDED) {
    const { kind, input } = decided;
    const record = await openRecordOf(world, AUTHOR, `${word}${kind}`, kind, {
      ...input(incident.number),
      restricted: true,
      approvers: [refOf('chen'), refOf('eddie')],
    });
    await tryNotes(world, record);
    await tryDecision(world, decided, record);
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

/** Everybody reads it, and all but its requester the notes about it. */
async function tryNotes(world: World, record: KnownRecord): Promise<void> {
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
    world.findings.expect(
      text.includes(record.whispered) !== isRequester,
      () =>
        `Without permissions ${caller.name} ${isRequester ? 'reads' : 'does not read'} the internal note of ${record.number}`,
    );
  }
}

/** Of those whom it names one wrote it; nobody decides but the other one. */
async function tryDecision(
  world: World,
  { kind, asks, decides }: Decided,
  record: KnownRecord,
): Promise<void> {
  const actions = `${BASE}/v1/${kind}s/${record.number}/actions`;
  const question = (action: string) => ({
    method: 'POST',
    path: `${actions}/${action}`,
    headers: { 'if-match': String(record.version) },
    body: {},
  });
  if (asks) await world.mustAs(AUTHOR, question(asks));
  await world.refresh(record);
  for (const caller of KNOWN_CALLERS.filter(c => c.name !== 'chen')) {
    await world.cell(
      caller,
      'off',
      question(decides),
      a => [401, 403, 404, 409].includes(a.status),
      'a refusal of who was not asked, or wrote it',
    );
  }
}
