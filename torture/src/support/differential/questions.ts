import type { Seeded } from 'itsm-harness';
import { addressOf, type ApiOperation, type Schema } from '../apiDocument';
import { validBody } from '../assignment/bodies';
import { KINDS } from '../kinds';
import {
  FORBIDDEN,
  HOSTILE,
  INJECTIONS,
  NUMBERS,
  UNICODE,
} from '../hostileText';
import type { Pair } from './Pair';

const SOME_ID = '019a0000-0000-7000-8000-000000000000';
const CURSORS = [
  SOME_ID,
  `1790000000000~${SOME_ID}`,
  `3~${SOME_ID}`,
  `9~${SOME_ID}`,
  `9999999999999~${SOME_ID}`,
  `~${SOME_ID}`,
  '10',
  '9999',
  '0',
  `3~${SOME_ID.toUpperCase()}`,
];

/** Something for a parameter: hostile text, or what comes close to being right. */
function valueFor(name: string, random: Seeded): string {
  const special: Record<string, readonly string[]> = {
    cursor: CURSORS,
    limit: NUMBERS,
    priority: [...NUMBERS, '1', '2', '3'],
    sort: ['priority', 'updated', 'created', ...INJECTIONS],
    state: ['all', 'closed', 'open', 'ALL'],
    entity: ['checkout', 'Component:Default/CHECKOUT', 'default/checkout'],
    near: ['checkout', 'checkout,Default/checkout', 'checkout,,'],
    only: ['knownErrors', 'constructor'],
    zone: ['UTC', 'Europe/Vienna', 'europe/vienna', 'Mars/Crater', '+01:00'],
    days: [...NUMBERS, '1', '366'],
    assignee: ['rita', 'USER:default/Rita'],
    q: UNICODE,
  };
  return random.pick([...(special[name] ?? []), ...HOSTILE]);
}

/** A list, a record or anything else that is read, with hostile values in its address. */
export async function askReading(
  pair: Pair,
  operation: ApiOperation,
  random: Seeded,
): Promise<void> {
  const inQuery = operation.parameters.filter(p => p.in === 'query');
  const some = random.shuffle(inQuery).slice(0, 1 + random.below(3));
  const query: Record<string, string> = {
    ...(inQuery.some(p => p.name === 'q') && { count: 'true', limit: '100' }),
    ...Object.fromEntries(some.map(p => [p.name, valueFor(p.name, random)])),
  };
  const hostile = random.below(2) ? random.pick(HOSTILE) : undefined;
  const which = random();
  await pair.ask(
    numbers => {
      const known = numbers[Math.floor(which * numbers.length)];
      return {
        method: 'GET',
        path: addressOf(
          operation,
          { number: hostile ?? known, id: hostile ?? SOME_ID },
          query,
        ),
      };
    },
    // Each engine ranks words by a formula of its own, and moments differ by milliseconds
    { unordered: Boolean(query.q?.trim()) || query.sort === 'updated' },
  );
}

/** What every round asks, whatever else it asks by chance. */
export async function askAlways(
  pair: Pair,
  operation: (id: string) => ApiOperation,
): Promise<void> {
  const list = operation('list-records');
  const queries = [
    ...CURSORS.flatMap(cursor =>
      ['created', 'updated', 'priority'].map(sort => ({ cursor, sort })),
    ),
    ...NUMBERS.map(limit => ({ limit })),
    ...INJECTIONS.map(q => ({ q, count: 'true', limit: '100' })),
    ...FORBIDDEN.map(q => ({ q })),
  ];
  for (const query of queries) {
    const path = addressOf(list, {}, { state: 'all', ...query });
    await pair.ask({ method: 'GET', path }, { unordered: 'q' in query });
  }
  const create = operation('create-incident');
  for (const text of FORBIDDEN) {
    const path = addressOf(operation('get-record'), { number: text });
    await pair.ask({ method: 'GET', path });
    await pair.ask({
      method: 'POST',
      path: addressOf(create, {}),
      body: { ...validBody(create), title: text },
    });
  }
}

/** Paths to all text of a body. */
function textsOf(schema: Schema): string[] {
  return Object.entries<Schema>(schema.properties ?? {})
    .filter(([, property]) => {
      const main = property.anyOf?.[0] ?? property;
      return main.type === 'string' && !main.enum && !main.format;
    })
    .map(([name]) => name);
}

/** How somebody may type what somebody else has written. */
const waysToType = (text: string) => [
  text,
  text.toLowerCase(),
  text.toUpperCase(),
  text.normalize('NFD'),
  text.normalize('NFKC'),
  [...text].slice(0, 3).join(''),
  [...text].slice(0, -1).join(''),
];

/** A write with hostile text in one of its fields, as it is stored and found again. */
export async function askWriting(
  pair: Pair,
  operation: ApiOperation,
  random: Seeded,
): Promise<void> {
  const text = random.pick(HOSTILE);
  const names = operation.body ? textsOf(operation.body) : [];
  const name = names.length > 0 ? random.pick(names) : undefined;
  const key = random.pick([undefined, undefined, 'a key', 'k'.repeat(255)]);
  const which = random();
  const version = String(1 + random.below(3));
  const inQuery = operation.parameters.filter(p => p.in === 'query');
  const query = Object.fromEntries(
    inQuery
      .filter(p => p.required)
      .map(p => [p.name, p.schema.enum ? random.pick(p.schema.enum) : text]),
  );
  const { prefix = '' } =
    Object.values(KINDS).find(({ plural }) =>
      operation.path.startsWith(`/v1/${plural}/`),
    ) ?? {};
  await pair.ask(numbers => {
    // Nothing happens to the first: what is a part of it would follow it, sooner on one side
    const [other, ...touched] = numbers;
    const own = touched.filter(number => number.startsWith(prefix));
    const number =
      own.length > 0 ? own[Math.floor(which * own.length)] : 'INC-1';
    return {
      method: operation.method,
      path: addressOf(operation, { number, id: SOME_ID }, query),
      headers: {
        ...(operation.versioned && { 'if-match': version }),
        ...(key && { 'idempotency-key': key }),
      },
      body: operation.raw
        ? Buffer.from(text)
        : operation.body && {
            ...validBody(operation, other),
            ...(name && { [name]: text }),
          },
    };
  });
  if (text.trim() && text.length <= 200 && random.below(3) === 0) {
    const list = { path: '/v1/records' };
    const q = random.pick(waysToType(text)).slice(0, 200);
    const path = addressOf(
      list,
      {},
      { q, count: 'true', limit: '100', state: 'all' },
    );
    await pair.ask({ method: 'GET', path }, { unordered: true });
  }
}
