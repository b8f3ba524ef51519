import type { Seeded } from 'itsm-harness';
import type { KindName } from '../kinds';
import { EVERYBODY, refOf } from '../people';
import { ENTITIES } from './KnownRecord';

const GROUPS = ['team-checkout', 'team-storefront', 'oncall', 'sales'];
const HOUR = 3_600_000;

const people = EVERYBODY.map(refOf);

/** Kinds that need an entity, at once or to move on. */
const ABOUT_SOMETHING: readonly KindName[] = ['change', 'problem', 'article'];

const anyLevel = (random: Seeded) => random.pick(['high', 'medium', 'low']);
const anyApprover = (random: Seeded) =>
  random.pick([...people, ...GROUPS.map(g => `group:default/${g}`)]);

/** What a kind has beyond what all have, complete enough to move on. */
const OWN_FIELDS: Record<
  KindName,
  (random: Seeded, affected: readonly string[]) => object
> = {
  incident: (random, affected) => ({
    impact: anyLevel(random),
    urgency: anyLevel(random),
    ...(affected.length === 0 && { entityUnknownReason: 'Not known' }),
  }),
  problem: random => ({
    proactive: true,
    ...(random.below(2) && {
      impact: anyLevel(random),
      urgency: anyLevel(random),
    }),
  }),
  change: random => ({
    type: random.pick(['normal', 'normal', 'standard', 'emergency']),
    environment: 'production',
    justification: 'A test',
    implementationPlan: 'Do it',
    backoutPlan: 'Undo it',
    testPlan: 'Look at it',
    securityReason: 'Only a test',
    plannedStart: new Date(Date.now() - HOUR).toISOString(),
    plannedEnd: new Date(Date.now() + 24 * HOUR).toISOString(),
    approvers: [anyApprover(random)],
  }),
  request: random =>
    random.below(2) ? { approvers: [anyApprover(random)] } : {},
  task: random => (random.below(2) ? { assignee: random.pick(people) } : {}),
  review: random => ({
    findings: 'It was slow',
    noActionsReason: 'It is fast now',
    approvers: [anyApprover(random)],
  }),
  // Drafts are private without being marked as restricted
  article: random => ({
    approvers: [anyApprover(random)],
    restricted: false,
  }),
};

/** The input of a record whose people and entities follow from `random`. */
export function draft(random: Seeded, kind: KindName): Record<string, unknown> {
  const affected = random
    .shuffle(ENTITIES)
    .slice(0, random.below(3) + (ABOUT_SOMETHING.includes(kind) ? 1 : 0));
  return {
    entities: affected,
    restricted: random.below(2) === 0,
    ...(random.below(2) && { requester: random.pick(people) }),
    ...(random.below(3) === 0 && {
      assignmentGroup: `group:default/${random.pick(GROUPS)}`,
    }),
    ...OWN_FIELDS[kind](random, affected),
  };
}
