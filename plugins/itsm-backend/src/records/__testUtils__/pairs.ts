import {
  kindsByName,
  parseInput,
  type ActContext,
  type KindDefinition,
  type LinkRole,
} from 'backstage-plugin-itsm-common';
import type { Knex } from 'knex';
import { v7 as uuid } from 'uuid';
import type { z } from 'zod';
import { KindRegistry } from '../KindRegistry';
import { ensureNumberSequences } from '../numbers';
import { Records } from '../Records';
import { relink } from '../relink';
import type { RecordTransaction } from '../RecordTransaction';
import { standardCompanions } from '../../__testing__/standardCompanions';

/** Of the records of a pair; each stands for a number. */
type Alias = 'A' | 'B';

interface Subject {
  kind: string;
  state: string;
  data: Record<string, unknown>;
}

type Step =
  | { on: Alias; do: 'act'; action: string; input: Record<string, unknown> }
  | { on: Alias; do: 'link' | 'unlink'; role: LinkRole }
  | { on: Alias; do: 'open'; kind: 'task' | 'review' }
  | { on: Alias; do: 'edit'; input: Record<string, unknown> };

/** Two records, a link between them, and what is done to them at once. */
export interface Pair {
  A: Subject;
  B: Subject;
  link?: { from: Alias; role: LinkRole };
  steps: [Step, Step];
}

const KINDS: Record<string, KindDefinition> = kindsByName;
const AT = 1_795_000_000_000;
const DAY = 86_400_000;
const EDDIE = { type: 'user', ref: 'user:default/eddie' } as const;
const SETTINGS: ActContext['settings'] = {
  matrix: {
    high: { high: 1, medium: 2, low: 3 },
    medium: { high: 2, medium: 3, low: 4 },
    low: { high: 3, medium: 4, low: 5 },
  },
  quietPeriodMs: 3_600_000,
  autoCloseMs: 3 * DAY,
  kinds: Object.keys(kindsByName),
};

const SUBJECTS: Record<string, { states: string[]; data: object }> = {
  incident: {
    states: ['new', 'in_progress', 'on_hold', 'resolved'],
    data: { entityUnknownReason: 'x' },
  },
  problem: {
    states: ['new', 'assess', 'rca', 'known_error', 'fix_in_progress'],
    data: { rootCause: 'x', workaround: 'y', proactive: true },
  },
  request: {
    states: ['approved', 'in_fulfilment', 'on_hold', 'fulfilled'],
    data: {},
  },
  task: { states: ['open', 'in_progress'], data: {} },
  change: {
    states: ['scheduled', 'implement', 'review', 'closed'],
    data: { type: 'registration', result: 'success', closeCode: 'successful' },
  },
  review: { states: ['draft', 'in_review'], data: { findings: 'x' } },
};

const ROLES: LinkRole[] = [
  'parent',
  'parent',
  'causedBy',
  'fixedBy',
  'duplicateOf',
  'waitsFor',
  'relatedTo',
];

export type Random = () => number;
const pick = <T>(random: Random, list: readonly T[]): T =>
  list[Math.floor(random() * list.length)];

/** Fields of inputs that are the number of another record; the other one of the pair. */
const NUMBERS = [
  ...['parent', 'problem', 'incident', 'duplicateOf', 'waitsFor'],
  ...['causedBy', 'fixedBy', 'by', 'fix'],
];
const REFS: Record<string, string> = {
  assignee: EDDIE.ref,
  commander: EDDIE.ref,
  assignmentGroup: 'group:default/team-checkout',
};

function valueOf(name: string, schema: any, random: Random): unknown {
  const { type, innerType, options, element } = schema.def ?? schema;
  if (NUMBERS.includes(name)) return 'OTHER';
  if (REFS[name]) return REFS[name];
  if (/At$/.test(name)) return new Date(AT + DAY).toISOString();
  if (innerType) return valueOf(name, innerType, random);
  if (type === 'enum') return pick(random, schema.options);
  if (type === 'union') return valueOf(name, pick(random, options), random);
  if (type === 'literal') return [...schema.values][0];
  if (type === 'boolean') return random() < 0.5;
  if (type === 'number') return 1;
  if (type === 'array') return [valueOf(name, element, random)];
  return 'Some words';
}

function inputOf(schema: z.ZodObject, random: Random): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(schema.shape)
      .filter(([, field]) => !(field as any).isOptional() || random() < 0.5)
      .map(([name, field]) => [name, valueOf(name, field, random)]),
  );
}

function stepOn(on: Alias, { kind, state }: Subject, random: Random): Step {
  const chance = random();
  if (chance < 0.12) return { on, do: 'link', role: pick(random, ROLES) };
  if (chance < 0.18) return { on, do: 'unlink', role: pick(random, ROLES) };
  if (chance < 0.3) return { on, do: 'open', kind: 'task' };
  if (chance < 0.34) return { on, do: 'open', kind: 'review' };
  if (chance < 0.38) return { on, do: 'edit', input: { title: 'Another' } };
  const actions = Object.entries(KINDS[kind].actions).filter(
    ([, action]) => !action.lifecycle && action.from.includes(state),
  );
  if (actions.length === 0) return { on, do: 'edit', input: { title: 'x' } };
  const [action, { input }] = pick(random, actions);
  return { on, do: 'act', action, input: inputOf(input, random) };
}

/** Mostly of kinds that look at each other. */
const TOGETHER = [
  ['incident', 'incident'],
  ['problem', 'problem'],
  ['request', 'task'],
  ['incident', 'problem'],
  ['change', 'incident'],
  ['problem', 'change'],
  ['review', 'task'],
  ['change', 'review'],
  ['task', 'task'],
];

const subjectOf = (kind: string, state: string): Subject => ({
  kind,
  state,
  data: SUBJECTS[kind].data as Record<string, unknown>,
});

const both = (
  kind: string,
  state: string,
  step: (on: Alias) => Step,
): Pair => ({
  A: subjectOf(kind, state),
  B: subjectOf(kind, state),
  steps: [step('A'), step('B')],
});

/** Steps of which each is right, and both are not. */
const EITHER_OR: readonly Pair[] = [
  both('incident', 'in_progress', on => ({
    on,
    do: 'act',
    action: 'cancel',
    input: { reason: 'duplicate', duplicateOf: 'OTHER' },
  })),
  both('problem', 'assess', on => ({
    on,
    do: 'act',
    action: 'mark_duplicate',
    input: { duplicateOf: 'OTHER' },
  })),
  ...['incident', 'change', 'request'].map(kind =>
    both(kind, SUBJECTS[kind].states[0], on => ({
      on,
      do: 'link',
      role: 'parent',
    })),
  ),
  ...[
    { do: 'open', kind: 'task' } as const,
    { do: 'link', role: 'parent' } as const,
  ].map((step): Pair => ({
    A: subjectOf('request', 'in_fulfilment'),
    B: subjectOf('task', 'open'),
    steps: [
      { on: 'A', do: 'act', action: 'fulfil', input: { outcome: 'Here' } },
      step.do === 'open' ? { on: 'A', ...step } : { on: 'B', ...step },
    ],
  })),
];

/** A third of them known to be tempting, the others anything. */
export function anyPair(random: Random): Pair {
  if (random() < 0.33) return pick(random, EITHER_OR);
  const kinds =
    random() < 0.8
      ? pick(random, TOGETHER)
      : [
          pick(random, Object.keys(SUBJECTS)),
          pick(random, Object.keys(SUBJECTS)),
        ];
  const [A, B] = kinds.map(kind =>
    subjectOf(kind, pick(random, SUBJECTS[kind].states)),
  );
  const from = pick(random, ['A', 'B'] as const);
  const others = random() < 0.85;
  return {
    A,
    B,
    ...(random() < 0.6 && { link: { from, role: pick(random, ROLES) } }),
    steps: [
      stepOn('A', A, random),
      others ? stepOn('B', B, random) : stepOn('A', A, random),
    ],
  };
}

/** What came of it: of each step, and of all records, without numbers, ids and times. */
type Outcome = string;

/** The engine itself, on a migrated database. */
export async function pairRunner(knex: Knex) {
  const kinds = new KindRegistry();
  await ensureNumberSequences(knex, kinds.all, ['it']);
  const records = new Records(knex, {
    kinds,
    settings: SETTINGS,
    desk: 'it',
    companions: standardCompanions(() => []),
  });
  const acting = (numbers: readonly string[]) => ({
    actor: EDDIE,
    at: AT,
    capabilities: ['agent', 'requester', 'manager', 'system'] as const,
    reach: { numbers, may: () => true },
  });

  async function open(
    tx: RecordTransaction,
    kind: KindDefinition,
    input: Record<string, unknown>,
    numbers: readonly string[] = [],
  ) {
    return tx.open(
      kind,
      targets =>
        kind.open(parseInput(kind.create, input), {
          actor: EDDIE,
          at: AT,
          settings: SETTINGS,
          targets,
        }),
      { ...acting(numbers), channel: 'portal', entities: [] },
    );
  }

  const create = (kind: string): Record<string, unknown> => ({
    title: 'One of a pair',
    ...(kind === 'incident' && {
      description: 'x',
      impact: 'high',
      urgency: 'high',
      entityUnknownReason: 'x',
    }),
    ...(kind === 'problem' && { impact: 'high', urgency: 'high' }),
    ...(kind === 'change' && {
      type: 'normal',
      environment: 'production',
      entities: ['component:default/checkout'],
    }),
  });

  /** Records of some kinds begin as a part of another one: here of one that nobody asks. */
  let root: Promise<string> | undefined;
  const rootNumber = () => {
    root ??= records.transaction(
      async tx =>
        (await open(tx, kindsByName.problem, create('problem'))).number,
    );
    return root;
  };

  /** A row of each kind in each state, of which the subjects are copies. */
  const models = new Map<string, Promise<any>>();
  const modelOf = (subject: Subject): Promise<any> => {
    const key = `${subject.kind} ${subject.state}`;
    const found = models.get(key) ?? model(subject);
    models.set(key, found);
    return found;
  };

  async function model({ kind, state, data }: Subject) {
    const isPart = ['task', 'review'].includes(kind);
    const parent = isPart ? await rootNumber() : undefined;
    return records.transaction(async tx => {
      const { id } = await open(
        tx,
        KINDS[kind],
        { ...create(kind), ...(parent && { parent }) },
        parent ? [parent] : [],
      );
      const line = { verb: 'moved', audience: 'public', body: {} } as const;
      await tx.append(id, line, acting([]), {
        patch: { state, data, assignee: EDDIE.ref },
      });
      return tx.knex('records').where({ id }).first();
    });
  }

  let copies = 0;
  async function subjects({ A, B }: Pair): Promise<Record<Alias, string>> {
    const rows = await Promise.all(
      [A, B].map(async subject => {
        const row = await modelOf(subject);
        copies += 1;
        const number = `${KINDS[subject.kind].prefix}-${9_000_000 + copies}`;
        return { ...row, id: uuid(), number };
      }),
    );
    await knex('records').insert(rows);
    return { A: rows[0].number, B: rows[1].number };
  }

  const idOf = async (number: string, within: Knex = knex): Promise<string> =>
    (await within('records').where({ number }).first('id')).id;

  function perform(step: Step, number: Record<Alias, string>) {
    const self = number[step.on];
    const other = number[step.on === 'A' ? 'B' : 'A'];
    return records.transaction(async (tx): Promise<string> => {
      if (step.do === 'open') {
        const kind = kindsByName[step.kind];
        const input = { ...create(step.kind), parent: self };
        return (await open(tx, kind, input, [self])).number;
      }
      const id = await idOf(self, tx.knex);
      if (step.do === 'act') {
        const input = Object.fromEntries(
          Object.entries(step.input).map(([name, value]) => [
            name,
            value === 'OTHER' ? other : value,
          ]),
        );
        await tx.act(id, step.action, input, acting([other]));
      } else if (step.do === 'edit') {
        await tx.edit(id, step.input, acting([]));
      } else {
        const link = { role: step.role, target: 'record', ref: other } as const;
        const add = step.do === 'link' ? [link] : [];
        const remove = step.do === 'unlink' ? [link] : [];
        await relink(tx, id, { add, remove }, acting([other]));
      }
      return self;
    });
  }

  /** Runs it in one order, in the other, or at once. */
  async function run(
    pair: Pair,
    how: 'first' | 'second' | 'together',
  ): Promise<Outcome> {
    const number = await subjects(pair);
    const { link } = pair;
    if (link) {
      const ref = number[link.from === 'A' ? 'B' : 'A'];
      const id = await idOf(number[link.from]);
      await records
        .transaction(tx =>
          relink(
            tx,
            id,
            { add: [{ role: link.role, target: 'record', ref }], remove: [] },
            acting([ref]),
          ),
        )
        .catch(() => {});
    }
    const results: string[] = [];
    const did = async (index: 0 | 1) => {
      results[index] = await perform(pair.steps[index], number).catch(
        (error: any) => {
          if (!error.code || /^[0-9A-Z]{5}$/.test(error.code)) throw error;
          return error.code as string;
        },
      );
    };
    if (how === 'first') await did(0).then(() => did(1));
    if (how === 'second') await did(1).then(() => did(0));
    if (how === 'together') await Promise.all([did(0), did(1)]);
    return outcome(number, results);
  }

  async function outcome(
    number: Record<Alias, string>,
    results: string[],
  ): Promise<Outcome> {
    const names = new Map([
      [results[0], 'first'],
      [results[1], 'second'],
      [number.A, 'A'],
      [number.B, 'B'],
      [await rootNumber(), 'root'],
    ]);
    const rows = await knex('records')
      .whereIn('number', [...names.keys()])
      .whereNot('number', await rootNumber())
      .select('id', 'number', 'title', 'state', 'data', 'priority');
    const links = await knex('links')
      .whereIn(
        'record_id',
        rows.map(({ id }) => id),
      )
      .select('record_id', 'role', 'ref');
    const said = JSON.stringify({
      results: results.map(each => names.get(each) ?? each),
      records: rows
        .map(({ id, ...row }) => ({
          ...row,
          number: names.get(row.number),
          links: links
            .filter(link => link.record_id === id)
            .map(({ role, ref }) => `${role} ${names.get(ref) ?? ref}`)
            .sort(),
        }))
        .sort((a, b) => (a.number! < b.number! ? -1 : 1)),
    });
    return [...names].reduce(
      (text, [from, to]) => text.replaceAll(from, to),
      said,
    );
  }

  return {
    /** What is wrong with a pair; nothing if some order gives what it gave. */
    async check(pair: Pair): Promise<string | undefined> {
      const together = await run(pair, 'together');
      const first = await run(pair, 'first');
      if (together === first) return undefined;
      const second = await run(pair, 'second');
      return together === second
        ? undefined
        : [JSON.stringify(pair), together, first, second].join('\n');
    },
  };
}
