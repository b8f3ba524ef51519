import type { Seeded } from 'itsm-harness';
import type { Schema } from '../apiDocument';
import type { KindName } from '../kinds';
import { PERSONAS, refOf } from '../people';

/** What a fuzzer has to know of an installation, or nothing that it sends would ever work. */
const REFS: Record<string, readonly string[]> = {
  component: [
    'checkout',
    'component:default/payments',
    'Component:default/Inventory',
    'system:default/checkout',
    'resource:default/orders-db',
  ],
  user: ['rita', ...PERSONAS.map(refOf), 'User:Default/Tom'],
  group: ['oncall', 'group:default/team-checkout', 'group:default/sales'],
};

const HOUR = 3_600_000;
const REPOSITORIES = ['acme/checkout', 'acme/payments', 'Fuzz/Nobody-Knows'];

export interface KnownNumber {
  number: string;
  kind: string;
  /** The last one that was seen. */
  state: string;
}

/** Puts what exists in place of most made-up names: refs, numbers, windows, repositories. */
export function dressed(
  schema: Schema,
  input: any,
  o: { records: readonly KnownNumber[]; random: Seeded; kind?: string },
): any {
  if (!input || typeof input !== 'object') return input;
  const { records, random } = o;
  const usually = () => random.below(8) > 0;
  const anyOf = (some: readonly KnownNumber[]) =>
    some.length > 0 ? random.pick(some).number : undefined;
  const numberOf = (...kinds: (string | undefined)[]) =>
    anyOf(records.filter(r => kinds.length === 0 || kinds.includes(r.kind)));
  const put: Record<string, unknown> = {};
  for (const [name, property] of Object.entries<Schema>(
    schema.properties ?? {},
  )) {
    if (input[name] === undefined || input[name] === null) continue;
    const main = property.anyOf?.[0] ?? property;
    const kind = main['x-entity-kind'] ?? main.items?.['x-entity-kind'];
    if (kind && usually()) {
      put[name] = Array.isArray(input[name])
        ? input[name].map(() => random.pick(REFS[kind]))
        : random.pick(REFS[kind]);
    }
  }
  const known: Record<string, () => unknown> = {
    duplicateOf: () => numberOf(o.kind),
    // Seldom is one done by chance while it is looked for
    fixedBy: () =>
      anyOf(
        records.filter(r => r.kind === 'task' && r.state === 'completed'),
      ) ?? numberOf('change', 'task'),
    parent: () => numberOf(),
    successor: () => numberOf('article'),
    // Else it waits for a day that never comes
    publishAt: () => undefined,
    causedBy: () => numberOf(),
    changeRef: () => numberOf('change'),
    number: () => numberOf(),
    entities: () => random.shuffle(REFS.component).slice(0, 2),
    instance: () => random.pick(['github', 'generic', 'api']),
    // Real people are other tests' people
    person: () => `user:default/ghost-${random.below(1_000)}`,
    plannedStart: () => new Date(Date.now() - HOUR).toISOString(),
    reviewAt: () => new Date(Date.now() + 24 * HOUR).toISOString(),
    plannedEnd: () => new Date(Date.now() + 24 * HOUR).toISOString(),
    checkpoint: () => undefined,
    columns: () => random.pick(['number', 'title,state', 'entities,createdAt']),
    numbers: () => numberOf(),
    // Several at once: an action or an edit, never both
    records: () => [{ number: numberOf(o.kind) ?? 'INC-1', version: 1 }],
    edit: () => ({ category: random.pick(['web', 'card']) }),
    input: () => (input.edit ? undefined : {}),
    action: () => (input.edit ? undefined : input.action),
  };
  for (const [name, make] of Object.entries(known)) {
    if (input[name] !== undefined && (usually() || name === 'person')) {
      put[name] = make();
    }
  }
  if (schema.properties?.repository && usually()) {
    put.repository = random.pick(REPOSITORIES);
    if (schema.properties.runId) put.runId = `run ${random.below(50)}`;
  }
  if ('target' in input && usually()) {
    const isEntity = input.target === 'entity';
    put.role = random.pick(
      isEntity
        ? ['affected', 'impacted']
        : ['relatedTo', 'causedBy', 'fixedBy', 'parent'],
    );
    put.ref = isEntity ? random.pick(REFS.component) : (numberOf() ?? 'INC-1');
  }
  if (['change', 'problem'].includes(input.reason) && usually()) {
    put.waitsFor = numberOf(input.reason);
  }
  return JSON.parse(JSON.stringify({ ...input, ...put }));
}

const APPROVERS = [refOf('chen'), 'group:default/team-checkout'];

/** What lets a record of a kind go all the way: what broke, plans, and who decides. */
const COMPLETE: Record<KindName, (random: Seeded) => object> = {
  incident: () => ({ entities: ['checkout'] }),
  problem: () => ({ entities: ['checkout'], proactive: true }),
  change: random => ({
    type: random.pick(['normal', 'normal', 'emergency', 'standard']),
    entities: ['payments'],
    justification: 'A reason',
    implementationPlan: 'Do it',
    backoutPlan: 'Undo it',
    testPlan: 'Look at it',
    securityReason: 'A hole',
    plannedStart: new Date(Date.now() - HOUR).toISOString(),
    plannedEnd: new Date(Date.now() + 24 * HOUR).toISOString(),
    approvers: APPROVERS,
  }),
  request: random => ({
    entities: ['checkout'],
    approvers: random.below(2) ? APPROVERS : [],
  }),
  task: () => ({ entities: ['checkout'] }),
  review: () => ({
    findings: 'It was slow',
    noActionsReason: 'It is fast now',
    approvers: APPROVERS,
  }),
  article: () => ({ entities: ['checkout'], approvers: APPROVERS }),
};

export const complete = (kind: KindName, random: Seeded): object =>
  COMPLETE[kind](random);
