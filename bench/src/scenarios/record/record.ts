import { seeded } from 'itsm-harness';
import type { Stage } from '../../stage/Stage';
import { measureBlocks, type Contender } from '../../statistics/measureBlocks';
import { ratio } from '../figures';
import { api, named, PERMITTED, permitted } from '../floor';
import { planOf, type Goal, type Scenario } from '../Scenario';
import { settled } from '../settled';
import { requireSameRead, requireSameWritten } from './compare';
import { viewStatement } from './recordSql';
import { actingSql, creatingSql, forgetWork } from './writeSql';

const CASES = {
  read: 'Reading a record with its timeline',
  act: 'An action with If-Match',
  create: 'Opening an incident',
} as const;
type Case = keyof typeof CASES;
const NAMES = Object.keys(CASES) as Case[];

/** Records that are read in turn. */
const READ = 50;
const NEWEST = 2_000;
const INCIDENT = JSON.stringify({
  title: 'Vouchers are refused',
  description: 'Every voucher since noon is refused with an error.',
  entities: ['component:default/checkout'],
  impact: 'medium',
  urgency: 'high',
});

async function createIncident({ http }: Stage) {
  const { text, headers } = await http.send('POST', api('incidents'), {
    body: INCIDENT,
  });
  return {
    number: JSON.parse(text).number as string,
    etag: String(headers.etag),
  };
}

/** Numbers of some of the newest records that were filled in. */
async function numbersToRead({ sql, lastFilled }: Stage): Promise<string[]> {
  const rows = await sql.run(
    `select number from (select number, id from records where kind = 'incident' and restricted = 0 and id <= $1 order by id desc limit ${NEWEST}) r order by id`,
    lastFilled,
  );
  return seeded(1)
    .shuffle(rows.map(row => row.number as string))
    .slice(0, READ);
}

async function viewing(stage: Stage, name = 'ours'): Promise<Contender> {
  const numbers = await numbersToRead(stage);
  return {
    name,
    once: index => stage.http.get(api(`incidents/${numbers[index % READ]}`)),
  };
}

async function reading(stage: Stage): Promise<Contender[]> {
  const numbers = await numbersToRead(stage);
  const view = viewStatement(stage);
  await requireSameRead(stage, view, numbers);
  return [
    await viewing(stage),
    permitted(stage),
    { name: 'sql', once: index => view(numbers[index % READ]) },
  ];
}

/** Puts an incident on hold and starts it again, in turn. */
async function movable(stage: Stage) {
  const moved = await createIncident(stage);
  return {
    number: moved.number,
    move: async (index: number) => {
      const [action, input] =
        index % 2 === 0 ? ['hold', { reason: 'vendor' }] : ['start', {}];
      const { headers } = await stage.http.send(
        'POST',
        api(`incidents/${moved.number}/actions/${action}`),
        { body: JSON.stringify(input), headers: { 'if-match': moved.etag } },
      );
      moved.etag = String(headers.etag);
    },
  };
}

async function acting(stage: Stage): Promise<Contender[]> {
  const ours = await movable(stage);
  const beside = await movable(stage);
  // Whoever starts it first gets it; from then on moves differ in nothing but the state
  for (const index of [0, 1, 2]) {
    await ours.move(index);
    await beside.move(index);
  }
  await ours.move(3);
  const settle = settled(stage);
  await settle();
  const sql = await actingSql(stage, beside.number);
  await requireSameWritten(stage, sql, ours.number);
  return [
    { name: 'ours', once: ours.move, settle },
    permitted(stage),
    { name: 'sql', once: sql, settle: () => forgetWork(stage) },
  ];
}

async function creating(stage: Stage): Promise<Contender[]> {
  const { number } = await createIncident(stage);
  const settle = settled(stage);
  await settle();
  const sql = await creatingSql(stage, number);
  await requireSameWritten(stage, sql, number);
  return [
    { name: 'ours', once: () => createIncident(stage), settle },
    permitted(stage),
    { name: 'sql', once: sql, settle: () => forgetWork(stage) },
  ];
}

const CONTENDERS: Record<Case, (stage: Stage) => Promise<Contender[]>> = {
  read: reading,
  act: acting,
  create: creating,
};

const perCase = (make: (name: Case) => Goal): Goal[] => NAMES.map(make);

export const record: Scenario = {
  id: 'record',
  title: 'One record: read, act, open',
  about: `Each request answers with the whole record: fields, links, what the caller may do, and the first page of the timeline. Beside it
    the policy route, asked once, and SQL that reads and writes the same rows in as few statements as the engine allows, in one
    commit. What outlets do afterwards is not in these times.`,
  goals: [
    ...perCase(name => ({
      id: `record.${name}`,
      text: `${CASES[name]}: time : policy route + SQL`,
      unit: '×',
      result: ratio(`${name}.ours`, [`${name}.${PERMITTED}`, `${name}.sql`]),
    })),
    {
      id: 'record.growth',
      text: 'Reading a record of the largest database : of the smallest',
      unit: '×',
      bound: { atMost: 1.1 },
      result: ratio('large.ours', 'small.ours'),
    },
  ],
  labels: Object.fromEntries(
    NAMES.flatMap(name => [
      [`${name}.ours`, CASES[name]],
      [`${name}.sql`, `SQL: ${CASES[name]}`],
      [`${name}.permitted`, `The policy route beside it`],
    ]),
  ),
  charts: [
    {
      id: 'record',
      title: 'One record: p50 in ms',
      lines: [
        { timing: 'read.ours', label: 'Read' },
        { timing: 'act.ours', label: 'Act' },
        { timing: 'create.ours', label: 'Open' },
        { timing: 'read.permitted', label: 'Policy route' },
      ],
    },
  ],

  async measure(bench, stage) {
    const timings = {};
    for (const name of NAMES) {
      const contenders = await CONTENDERS[name](stage);
      const plan = planOf(
        bench,
        { full: 10, quick: 2 },
        { full: 90, quick: 5 },
      );
      Object.assign(
        timings,
        named(name, await measureBlocks(contenders, plan)),
      );
    }
    return { timings, numbers: {} };
  },

  async compare(bench, small, large) {
    return {
      timings: await measureBlocks(
        [
          await viewing(small, 'small.ours'),
          await viewing(large, 'large.ours'),
        ],
        planOf(bench, { full: 20, quick: 4 }, { full: 60, quick: 3 }),
      ),
      numbers: {},
    };
  },
};
