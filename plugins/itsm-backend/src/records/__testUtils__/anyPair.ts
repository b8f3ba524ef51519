import type { LinkRole } from 'backstage-plugin-itsm-common';
import type { z } from 'zod';
import { KINDS, AT, DAY, EDDIE } from './pairWorld';

/** Of the records of a pair; each stands for a number. */
export type Alias = 'A' | 'B';

export interface Subject {
  kind: string;
  state: string;
  data: Record<string, unknown>;
}

export type Step =
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
