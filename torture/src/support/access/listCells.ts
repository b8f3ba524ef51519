import { addressOf } from '../apiDocument';
import { KIND_NAMES, KINDS } from '../kinds';
import { DONE_IN } from './lifecycles';
import type { KnownRecord } from './KnownRecord';
import { may, refsOf, type Caller } from './policy';
import { KNOWN_CALLERS, NOBODIES, type World } from './World';

interface Listing {
  id: string;
  path: string;
  kinds: readonly string[];
}

const LISTS: Listing[] = [
  { id: 'list-records', path: '/v1/records', kinds: KIND_NAMES },
  ...KIND_NAMES.map(kind => ({
    id: `list-${KINDS[kind].plural}`,
    path: `/v1/${KINDS[kind].plural}`,
    kinds: [kind],
  })),
];
/** The same rows as a file. */
const EXPORTS: Listing[] = LISTS.slice(1).map(({ path, kinds }) => ({
  id: `export-${path.split('/').pop()}`,
  path: `${path}.csv`,
  kinds,
}));
export const LIST_OPERATIONS = [...LISTS, ...EXPORTS].map(({ id }) => id);

/** Who has the roles that `mine` asks for. */
const MINE: Record<string, (r: KnownRecord) => (string | null)[]> = {
  true: r => [r.assignee, r.requester, r.openedBy, ...r.approvers],
  assignee: r => [r.assignee],
  requester: r => [r.requester, r.openedBy],
  approver: r => r.approvers,
  team: r => [r.assignmentGroup],
};

type Filter = Record<string, string | undefined>;

/** Some of all filters and orders. */
function anyFilter({ random, records }: World): Filter {
  const some = random.pick(records);
  const maybe = <T>(value: T | null) =>
    random.below(4) === 0 ? (value ?? undefined) : undefined;
  return {
    state: random.pick(['all', 'all', 'open', 'closed']),
    sort: random.pick(['created', 'updated', 'priority', undefined]),
    q: maybe(
      random.pick([
        'walrus',
        ...some.words,
        some.words.slice(-2).join(' '),
        some.whispered || 'whispered',
      ]),
    ),
    entity: maybe(some.entities[0] ?? null),
    within: maybe(some.owners[0] ?? null),
    assignee: maybe(some.assignee),
    group: maybe(some.assignmentGroup),
    priority: maybe(some.priority === null ? null : String(some.priority)),
    unassigned: maybe('true'),
    priorityUpTo: maybe(random.pick(['1', '2', '4'])),
    mine: maybe(random.pick(Object.keys(MINE))),
    limit: random.pick(['3', '100']),
    count: 'true',
  };
}

function isFound(r: KnownRecord, q: string): boolean {
  // Words of internal notes are in no index
  return q.split(' ').every(word => r.words.includes(word));
}

/** The records that the caller is shown for a filter, by the words of docs/api.md. */
function expected(
  caller: Caller,
  records: readonly KnownRecord[],
  kinds: readonly string[],
  f: Filter,
): KnownRecord[] {
  const refs = refsOf(caller);
  const isMine = (r: KnownRecord) =>
    MINE[f.mine!](r).some(ref => ref && refs.includes(ref));
  return records.filter(
    r =>
      kinds.includes(r.kind) &&
      may(caller, 'read', r) &&
      (f.state === 'all' ||
        (f.state === 'closed') === DONE_IN.includes(r.state)) &&
      (!f.q || isFound(r, f.q)) &&
      (!f.entity || r.entities.includes(f.entity)) &&
      (!f.within || [...r.owners, ...r.entities].includes(f.within)) &&
      (!f.assignee || r.assignee === f.assignee) &&
      (!f.group || r.assignmentGroup === f.group) &&
      (!f.priority || r.priority === Number(f.priority)) &&
      (!f.priorityUpTo ||
        (r.priority !== null && r.priority <= Number(f.priorityUpTo))) &&
      (!f.unassigned || r.assignee === null) &&
      (!f.mine || isMine(r)),
  );
}

/** Each way to find records without anything else that narrows it. */
const PLAIN: Filter[] = [
  {},
  { entity: 'component:default/checkout' },
  { mine: 'true' },
  { q: 'walrus' },
].map(filter => ({ ...filter, state: 'all', limit: '100', count: 'true' }));

/** So many of all callers use a filter that chance has chosen. */
const SOME_CALLERS = 5;

/**
 * Callers list by some filters: exactly what is theirs, counts included, on every page. Everybody lists plainly, and
 * some, others each time, by each other filter.
 */
export async function tryLists(world: World, times: number): Promise<void> {
  const some = () => world.random.shuffle(KNOWN_CALLERS).slice(0, SOME_CALLERS);
  for (const filter of PLAIN) {
    await tryFilter(world, LISTS[0], filter, KNOWN_CALLERS);
  }
  for (let i = 0; i < times; i += 1) {
    for (const list of LISTS) {
      await tryFilter(world, list, anyFilter(world), some());
    }
    for (const list of EXPORTS) {
      const { limit, count, ...filter } = anyFilter(world);
      await tryFilter(world, list, filter, some());
    }
  }
}

async function tryFilter(
  world: World,
  list: Listing,
  filter: Filter,
  callers: readonly Caller[],
) {
  await Promise.all([
    ...callers.map(caller =>
      (EXPORTS.includes(list) ? tryExport : tryList)(
        world,
        caller,
        list,
        filter,
      ),
    ),
    ...NOBODIES.map(nobody =>
      world.cell(
        nobody,
        list.id,
        { method: 'GET', path: addressOf(list, {}, filter) },
        a => a.status === 401,
        '401',
      ),
    ),
  ]);
}

async function tryList(
  world: World,
  caller: Caller,
  { id, path, kinds }: Listing,
  filter: Filter,
): Promise<void> {
  const seen: any[] = [];
  const wanted = expected(caller, world.records, kinds, filter);
  let cursor: string | undefined;
  do {
    const asked = addressOf({ path }, {}, { ...filter, cursor });
    const reply = await world.cell(
      caller,
      id,
      { method: 'GET', path: asked },
      a => a.status === (caller.kind === 'pipeline' ? 403 : 200),
      'its own records',
    );
    if (reply.status !== 200) return;
    seen.push(...reply.body.items);
    world.findings.expect(
      reply.body.count.value === wanted.length && !reply.body.count.capped,
      () =>
        `${caller.name} was told a count of ${JSON.stringify(reply.body.count)} instead of ${wanted.length}: GET ${asked}`,
    );
    cursor = reply.body.nextCursor ?? undefined;
  } while (cursor && seen.length <= wanted.length);
  expectNumbers(
    world,
    caller,
    seen.map(item => item.number),
    wanted,
    `${path} ${JSON.stringify(filter)}`,
  );
}

async function tryExport(
  world: World,
  caller: Caller,
  { id, path, kinds }: Listing,
  filter: Filter,
): Promise<void> {
  const asked = addressOf({ path }, {}, filter);
  const reply = await world.cell(
    caller,
    id,
    { method: 'GET', path: asked },
    a => a.status === (caller.kind === 'pipeline' ? 403 : 200),
    'its own records',
  );
  if (reply.status !== 200) return;
  // Numbers are a line's first cell; no text of the test breaks a line
  const lines = reply.text.split('\r\n').slice(1, -1);
  expectNumbers(
    world,
    caller,
    lines.map(line => line.split(',')[0]),
    expected(caller, world.records, kinds, filter),
    asked,
  );
}

function expectNumbers(
  world: World,
  caller: Caller,
  seen: readonly string[],
  wanted: readonly KnownRecord[],
  question: string,
) {
  const numbers = [...seen].sort().join();
  const right = wanted
    .map(r => r.number)
    .sort()
    .join();
  world.findings.expect(
    numbers === right,
    () =>
      `${caller.name} was shown ${numbers} instead of ${right}: ${question}`,
  );
}
