import { untilCatalogKnows, type Seeded } from 'itsm-harness';
import type { Knex } from 'knex';
import { draft } from '../support/access/drafts';
import { may, readsInternal, type Caller } from '../support/access/policy';
import type { KnownRecord } from '../support/access/KnownRecord';
import { openRecordOf } from '../support/access/story';
import { KNOWN_CALLERS, SERVICE, World } from '../support/access/World';
import { SINK, TOPICS_VARIABLE } from '../support/eventSink';
import { Findings } from '../support/findings';
import type { KindName } from '../support/kinds';
import { EVERYBODY, refOf, SIGN_IN_OF_EVERYBODY } from '../support/people';
import { startReplicas, type Replicas } from '../support/replicas';
import {
  Ears,
  hears,
  listsOf,
  pageOf,
  type Known,
} from '../support/signals/Ears';
import { mutantsIn, tortureTest } from '../TortureTest';

const KINDS: readonly KindName[] = ['incident', 'problem', 'change', 'request'];
/** A name says nothing of what it is about, and is too long to be guessed. */
const NAME = /^itsm:[\w-]{43}$/;

const mutant = mutantsIn('plugins/itsm-backend/src');

interface Setup {
  world: World;
  ears: Ears;
  replicas: Replicas;
  sink: Knex;
}

const nobody = () => false;

const comment = (
  world: World,
  { kind, number }: KnownRecord,
  audience: string,
) =>
  world.must('POST', `/v1/${kind}s/${number}/comments`, {
    body: { text: 'News', audience },
  });

export const signals = tortureTest<Setup>({
  id: 'S3',
  title: 'Signals, heard by everybody who was handed out a name',
  promise:
    'Nobody hears of a record or a note that they may not read, or have lost; whoever may read it hears of it.',
  unit: 'ears',
  engines: ['postgres', 'sqlite'],
  fullDose: 2_000,
  smallDose: 1,
  mutants: [
    mutant(
      'Signal everybody: channels have names that can be guessed',
      'signals/SignalChannels.ts',
      'return `itsm:${code}`;',
      // eslint-disable-next-line no-template-curly-in-string
      'return `itsm:${JSON.parse(listeners).slice(0, 2).join(":")}${code && ""}`;',
    ),
    mutant(
      'Restricted records are told at their entities',
      'signals/listeners.ts',
      '  if (record.restricted) return ofRecord;\n',
      '',
    ),
    mutant(
      'Internal notes are told to every reader',
      'signals/listeners.ts',
      "if (entry.audience === 'internal') return",
      "if (entry.audience === 'internal' && isNew) return",
    ),
    mutant(
      'Who lost a role goes on hearing',
      'signals/listeners.ts',
      "'readers by role', accessTo(of)",
      "'readers by role', of.record.restricted",
    ),
    mutant(
      'Each replica has a secret of its own',
      'signals/signalSecret.ts',
      'return (await readSecret(knex)) ?? writeSecret(knex);',
      'return randomBytes(BYTES + Number(!writeSecret || !knex));',
    ),
  ],
  async setUp(arena) {
    const replicas = await startReplicas(arena, 2, {
      config: SIGN_IN_OF_EVERYBODY,
      modules: [require.resolve('../support/eventSink')],
      env: { [TOPICS_VARIABLE]: JSON.stringify(['signals']) },
    });
    const backends = replicas.all.map(({ backend }) => backend);
    for (const backend of backends) await untilCatalogKnows(backend);
    const world = new World(
      backends,
      replicas.all.map(({ wire }) => wire),
      [],
    );
    const sink = replicas.database.open(SINK);
    return { world, replicas, sink, ears: new Ears(world, replicas, sink) };
  },
  async tearDown({ replicas, sink }) {
    await sink.destroy();
    await replicas.close();
  },
  async round({ world, ears }, seed, random) {
    const findings = new Findings();
    world.startRound(findings, random);
    let units = 0;
    const expectHeard: Expect = (known, sent, what, allowed) => {
      for (const caller of KNOWN_CALLERS) {
        units += 1;
        const heard = hears(known, caller, sent);
        findings.expect(
          heard === allowed(caller),
          () =>
            `${caller.name} ${heard ? 'hears' : 'does not hear'} of ${what}`,
        );
      }
      for (const name of sent) {
        findings.expect(NAME.test(name), () => `${what} is told on ${name}`);
      }
    };
    const shown: Shown[] = [];
    for (const restricted of [false, true]) {
      shown.push(await openOne(world, ears, random, { seed, restricted }));
    }
    await ears.untilQuiet();
    const say = (audience: string) =>
      ears.sentBy(() =>
        Promise.all(
          shown.map(({ record }) => comment(world, record, audience)),
        ),
      );

    const said = await say('public');
    for (const { record, name, page, lists } of shown) {
      const isReader = (caller: Caller) => may(caller, 'read', record);
      const isRestricted = record.restricted;
      expectHeard(page, said, `${name} at its page`, isReader);
      expectHeard(
        lists,
        said,
        `${name} at its entity`,
        caller => !isRestricted && isReader(caller),
      );
    }
    const noted = await say('internal');
    for (const { record, name, page, lists } of shown) {
      const note = `a note of ${name}`;
      expectHeard(page, noted, `${note} at its page`, caller =>
        readsInternal(caller, record),
      );
      expectHeard(lists, noted, `${note} at its entity`, nobody);
    }
    await ears.sentBy(() =>
      Promise.all(shown.map(({ record }) => changeReaders(world, record))),
    );
    const again = await Promise.all(
      shown.map(({ record }) => ears.open([pageOf(record)])),
    );
    const later = [...(await say('public')), ...(await say('internal'))];
    shown.forEach(({ record, name, page }, i) => {
      const isReader = (caller: Caller) => may(caller, 'read', record);
      expectHeard(page, later, `${name} by a name of before`, nobody);
      expectHeard(again[i], later, `${name} with other readers`, isReader);
    });
    return { units, violations: findings.all() };
  },
});

type Expect = (
  known: Known,
  sent: readonly string[],
  what: string,
  allowed: (caller: Caller) => boolean,
) => void;

/** A record, and the names that everybody knows of its page and of the pages of its entity. */
interface Shown {
  record: KnownRecord;
  name: string;
  page: Known;
  lists: Known;
}

async function openOne(
  world: World,
  ears: Ears,
  random: Seeded,
  { seed, restricted }: { seed: number; restricted: boolean },
): Promise<Shown> {
  const kind = random.pick(KINDS);
  const record = await openRecordOf(world, SERVICE, `ear${seed}`, kind, {
    ...draft(random, kind),
    ...(kind === 'change' && { type: 'normal' }),
    // Each has an entity of its own, so that nobody hears of one at the pages of the other
    entities: [restricted ? 'web-shop' : 'checkout'],
    // The service writes the notes, which nobody does about a request of their own
    requester: refOf(random.pick(EVERYBODY)),
    restricted,
  });
  return {
    record,
    name: `${restricted ? 'the restricted' : 'the'} ${kind} ${record.number}`,
    page: await ears.open([pageOf(record)]),
    lists: await ears.open(listsOf(record)),
  };
}

/** What everybody reads becomes restricted; of what is restricted, others own what it affects. */
async function changeReaders(world: World, record: KnownRecord): Promise<void> {
  const one = `/v1/${record.kind}s/${record.number}`;
  const affected = { role: 'affected', target: 'entity' };
  if (record.restricted) {
    const [ref] = record.entities;
    const body = { ...affected, ref: 'component:default/inventory' };
    await world.must('POST', `${one}/links`, { body });
    const old = new URLSearchParams({ ...affected, ref });
    await world.must('DELETE', `${one}/links?${old}`);
  } else {
    await world.refresh(record);
    await world.must('PATCH', one, {
      headers: { 'if-match': String(record.version) },
      body: { restricted: true },
    });
  }
  await world.refresh(record);
}
