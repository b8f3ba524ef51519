import { addressOf, type ApiOperation } from '../apiDocument';
import { absentNumber } from '../kinds';
import { refOf } from '../people';
import type { Question, Reply } from '../wire';
import { LIFECYCLES } from './lifecycles';
import type { KnownRecord } from './KnownRecord';
import {
  comments,
  judgeAction,
  may,
  partsOf,
  readsInternal,
  selfOf,
  type Caller,
} from './policy';
import { checkReading, type Reading } from './readings';
import { inputOf } from './still';
import {
  CALLERS,
  KNOWN_CALLERS,
  SERVICE,
  type AnyCaller,
  type World,
} from './World';

export type Gate = 403 | 404 | 409 | 'through';

/** How the matrix calls an operation of a record, and whom it must let through. */
interface RecordCall {
  params?: Record<string, string>;
  query?: Record<string, unknown>;
  body?: unknown;
  /** For callers who see the record. */
  gate?: (caller: Caller) => Gate;
  reads?: Reading;
  /** To be sent as If-Match; left out: the record's. */
  version?: number;
  /** Id of a part that is hidden from some who see the record. */
  hidden?: string;
  /** After it was let through. */
  done?: (caller: Caller, reply: Reply) => void;
}

/** States of an article in which its readers are asked whether it helped. */
const RELIED_ON = ['published', 'pending_retirement'];

/** The operations of one record; undefined for one that is not known here. */
function callOf(
  world: World,
  operation: ApiOperation,
  r: KnownRecord,
): RecordCall | undefined {
  const { random } = world;
  const action = /\/actions\/(\w+)$/.exec(operation.path)?.[1];
  if (action && LIFECYCLES[r.kind][action]) {
    return {
      body: inputOf(world, r.kind, action),
      gate: caller => judgeAction(caller, r, action),
    };
  }
  const updates = (caller: Caller): Gate =>
    may(caller, 'update', r) ? 'through' : 403;
  const audience = random.pick(['public', 'internal']);
  const says = (caller: Caller): Gate =>
    comments(caller, r) && (audience === 'public' || readsInternal(caller, r))
      ? 'through'
      : 403;
  const entity = random.pick(['payments', 'web-shop', 'inventory']);
  const link = { role: 'affected', target: 'entity', ref: entity };
  const watching = (on: boolean) => (caller: Caller) => {
    const ref = selfOf(caller);
    r.watchers = r.watchers.filter(w => w !== ref);
    if (on) r.watchers.push(ref);
  };
  const comment = random.pick(['publicComment', 'internalComment'] as const);
  const { id, seq } = r[comment];
  const isNote = comment === 'internalComment';
  const ofComment: RecordCall = {
    params: { id },
    hidden: id,
    gate: caller => (isNote && !readsInternal(caller, r) ? 404 : 'through'),
  };
  const calls: Record<string, RecordCall> = {
    'get-record': { reads: 'view' },
    [`get-${r.kind}`]: { reads: 'view' },
    [`timeline-${r.kind}`]: { reads: 'timeline' },
    [`get-attachment-${r.kind}`]: random.pick([
      { reads: 'publicFile', params: { id: r.publicFile } },
      {
        reads: 'internalFile',
        params: { id: r.internalFile },
        hidden: r.internalFile,
        gate: (caller: Caller) => (readsInternal(caller, r) ? 'through' : 404),
      },
    ] as RecordCall[]),
    [`edit-${r.kind}`]: {
      body: random.pick<object>([
        { description: 'Edited, with the walrus' },
        { restricted: !r.restricted },
        { title: `Again ${r.words[2] ?? r.number}` },
        { requester: refOf(random.pick(['rita', 'eddie', 'sofia'] as const)) },
      ]),
      gate: updates,
    },
    [`comment-${r.kind}`]: { body: { text: 'I say', audience }, gate: says },
    [`comment-versions-${r.kind}`]: { ...ofComment, reads: comment },
    [`amend-comment-${r.kind}`]: {
      ...ofComment,
      version: seq,
      // Found by the same word as before
      body: { text: `${isNote ? r.whispered : r.words[3]} ${random()}` },
      gate: caller => {
        const sees = ofComment.gate!(caller);
        return sees === 'through' && caller !== SERVICE ? 403 : sees;
      },
      done: (_caller, reply) => {
        r[comment] = { id, seq: reply.body.timeline.items[0].seq };
      },
    },
    [`redact-${r.kind}`]: {
      body: { entry: 'no-such-entry' },
      gate: () => 404,
    },
    [`attach-${r.kind}`]: {
      query: { name: 'note.txt', audience },
      body: Buffer.from('note'),
      gate: says,
    },
    [`links-of-${r.kind}`]: { reads: 'links' },
    [`decide-proposal-of-${r.kind}`]: {
      body: { role: 'relatedTo', ref: 'INC-99999999', accept: true },
      gate: caller => (may(caller, 'act', r) ? 404 : 403),
    },
    [`link-${r.kind}`]: { body: link, gate: updates },
    [`unlink-${r.kind}`]: { query: link, gate: updates },
    [`vote-${r.kind}`]: {
      // With what was missing it would open a task, which the lists of this test do not know
      body: { helpful: random.below(2) > 0 },
      gate: caller => {
        if (caller.kind !== 'person') return 403;
        return RELIED_ON.includes(r.state) ? 'through' : 409;
      },
    },
    [`watch-${r.kind}`]: { done: watching(true) },
    [`unwatch-${r.kind}`]: { done: watching(false) },
    [`unknown-action-${r.kind}`]: {
      params: { action: 'frobnicate' },
      body: {},
      gate: () => 404,
    },
  };
  return calls[operation.id];
}

/** Id of a file or comment that does not exist. */
const ABSENT_PART = '019a0000-0000-7000-8000-000000000000';

/**
 * Of those for whom the policy says the same, for the same reason, one: another one each time. So all of them come to
 * their turn, and a round stays small.
 */
function oneOfEach(
  { random }: World,
  r: KnownRecord,
  gateOf: (caller: Caller) => Gate,
): AnyCaller[] {
  const chosen = new Map<string, AnyCaller>();
  for (const caller of random.shuffle(CALLERS)) {
    const why =
      caller.kind === 'nobody'
        ? []
        : [gateOf(caller), readsInternal(caller, r), ...partsOf(caller, r)];
    chosen.set([caller.kind, ...why].join(' '), caller);
  }
  return [...chosen.values()];
}

/** Somebody of every part tries one operation on one record. */
export async function tryOnRecord(
  world: World,
  operation: ApiOperation,
  r: KnownRecord,
): Promise<void> {
  const call = callOf(world, operation, r);
  if (!call) {
    world.findings.expect(
      false,
      () => `The matrix does not know how to call ${operation.id}`,
    );
    return;
  }
  const question = (number: string, caller: AnyCaller): Question => ({
    method: operation.method,
    path: addressOf(operation, { number, ...call.params }, call.query),
    body: call.body,
    headers: {
      ...(operation.versioned && {
        'if-match': `"${call.version ?? r.version}"`,
      }),
      ...(operation.method === 'POST' &&
        world.random.below(2) && {
          'idempotency-key': `${caller.name.replace(/ /g, '-')}-${world.random()}`,
        }),
    },
  });
  const gateOf = (caller: Caller): Gate => {
    if (!may(caller, 'read', r)) return 404;
    return call.gate?.(caller) ?? 'through';
  };
  const through: Caller[] = [];
  await Promise.all(
    oneOfEach(world, r, gateOf).map(async caller => {
      const asked = question(r.number, caller);
      if (caller.kind === 'nobody') {
        await world.cell(
          caller,
          operation.id,
          asked,
          a => a.status === 401,
          '401',
        );
        return;
      }
      const gate = gateOf(caller);
      if (gate === 'through') {
        through.push(caller);
      } else if (gate === 404) {
        await expectAbsent(world, operation, caller, r, asked, call.hidden);
      } else {
        await world.cell(
          caller,
          operation.id,
          asked,
          a => a.status === gate,
          String(gate),
        );
      }
    }),
  );
  if (operation.method === 'GET') {
    await Promise.all(
      through.map(caller =>
        checkReading(world, operation, caller, r, {
          what: call.reads!,
          question: question(r.number, caller),
        }),
      ),
    );
    return;
  }
  await expectUntouched(world, operation, r);
  if (through.length === 0) return;
  const caller = world.random.pick(
    KNOWN_CALLERS.filter(known => through.includes(known)),
  );
  const reply = await world.cell(
    caller,
    operation.id,
    question(r.number, caller),
    a => a.status < 400 || a.status === 409,
    'success or a rule of the lifecycle',
  );
  if (reply.status < 300) call.done?.(caller, reply);
  await world.refresh(r);
}

/** Whoever may not see it is told, word for word, what is told of what does not exist. */
async function expectAbsent(
  world: World,
  operation: ApiOperation,
  caller: Caller,
  r: KnownRecord,
  asked: Question,
  part = r.internalFile,
): Promise<void> {
  // A hidden part of a record that the caller sees, or a hidden record
  const [hidden, absent] = may(caller, 'read', r)
    ? [part, ABSENT_PART]
    : [r.number, absentNumber(r.kind)];
  const path = asked.path.replace(hidden, absent);
  const missing = await world.ask(caller, { ...asked, path });
  const told = missing.text.replaceAll(absent, hidden);
  await world.cell(
    caller,
    operation.id,
    asked,
    a => a.status === 404 && a.text === told,
    `404 with ${told.slice(0, 200)}`,
  );
}

/** None of those who were refused has left a trace. */
async function expectUntouched(
  world: World,
  operation: ApiOperation,
  r: KnownRecord,
): Promise<void> {
  const { version, seq } = r;
  await world.refresh(r);
  world.findings.expect(
    r.version === version && r.seq === seq,
    () =>
      `${r.number} is ${r.version}/${r.seq} instead of ${version}/${seq} after everybody was refused ${operation.id}`,
  );
}
