import type { Seeded } from 'itsm-harness';
import type { Schema } from '../apiDocument';
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
}

/** Puts what exists in place of most made-up names: refs, numbers, windows, repositories. */
export function dressed(
  schema: Schema,
  input: any,
  records: readonly KnownNumber[],
  random: Seeded,
): any {
  if (!input || typeof input !== 'object') return input;
  const usually = () => random.below(8) > 0;
  const numberOf = (kind?: string) => {
    const some = records.filter(r => !kind || r.kind === kind);
    return some.length > 0 ? random.pick(some).number : undefined;
  };
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
    waitsFor: () => numberOf('change'),
    duplicateOf: () => numberOf('incident'),
    causedBy: () => numberOf(),
    changeRef: () => numberOf('change'),
    number: () => numberOf(),
    entities: () => random.shuffle(REFS.component).slice(0, 2),
    instance: () => random.pick(['github', 'generic', 'api']),
    // Real people are other tests' people
    person: () => `user:default/ghost-${random.below(1_000)}`,
    windowStart: () => new Date(Date.now() - HOUR).toISOString(),
    windowEnd: () => new Date(Date.now() + 24 * HOUR).toISOString(),
    checkpoint: () => undefined,
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
      isEntity ? ['affected', 'impacted'] : ['relatedTo', 'causedBy', 'parent'],
    );
    put.ref = isEntity ? random.pick(REFS.component) : (numberOf() ?? 'INC-1');
  }
  if (input.reason === 'change' && input.waitsFor === undefined && usually()) {
    put.waitsFor = numberOf('change');
  }
  return JSON.parse(JSON.stringify({ ...input, ...put }));
}

/** A change that can go all the way to its approval, or an incident that names what broke. */
export function complete(kind: string, random: Seeded): object {
  if (kind === 'incident') return { entities: ['checkout'] };
  return {
    type: random.pick(['normal', 'normal', 'emergency', 'standard']),
    entities: ['payments'],
    justification: 'A reason',
    implementationPlan: 'Do it',
    backoutPlan: 'Undo it',
    testPlan: 'Look at it',
    securityReason: 'A hole',
    windowStart: new Date(Date.now() - HOUR).toISOString(),
    windowEnd: new Date(Date.now() + 24 * HOUR).toISOString(),
    approvers: [refOf('chen'), 'group:default/team-checkout'],
  };
}
