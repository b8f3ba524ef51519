import { addressOf, type ApiOperation } from '../apiDocument';
import { absentNumber } from '../kinds';
import type { Question } from '../wire';
import type { KnownRecord } from './KnownRecord';
import { may, partsOf, readsInternal, type Caller } from './policy';
import { checkReading } from './readings';
import { callOf, type Gate } from './recordCalls';
import { CALLERS, KNOWN_CALLERS, type AnyCaller, type World } from './World';

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
