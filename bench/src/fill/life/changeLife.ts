import type { Seeded } from 'itsm-harness';
import { description, someWords } from '../words';
import type { Life } from './Life';
import { pipelineLife } from './pipelineLife';
import type { Lot, Plan } from './Plan';
import { Telling } from './Telling';

const DAY = 86_400_000;
const iso = (at: number) => new Date(at).toISOString();

/** Most changes are what a pipeline did; the others are planned, some in a hurry. */
export function changeLife(lot: Lot, plan: Plan, random: Seeded): Life {
  const kind = random();
  if (kind < 0.7) return pipelineLife(lot, plan, random);
  const t = new Telling(lot, plan, random, DAY + 10 * DAY * random());
  if (kind < 0.9) planned(t, 'normal');
  else if (kind < 0.96) planned(t, 'emergency');
  else standard(t);
  return { kind: 'change', steps: t.steps };
}

function open(t: Telling, input: Record<string, unknown>): void {
  const { lot, random } = t;
  t.tell({
    do: 'open',
    channel: 'portal',
    entities: t.entities,
    assignmentGroup: t.group,
    input: {
      title: someWords(random, 4 + random.below(4)),
      description: description(random, lot.n, t.plan.size),
      entities: t.entities,
      environment: 'production',
      ...input,
      ...(lot.restricted && { restricted: true }),
    },
  });
}

/** Who decides: the change managers of the demo, or somebody else. */
function approverFor(t: Telling): { asked: string; decides: string } {
  const { lot, random } = t;
  if (lot.isDemo || t.chance(0.1)) {
    const asked = random.pick([
      'user:default/chen',
      'group:default/change-managers',
    ]);
    return { asked, decides: 'user:default/chen' };
  }
  const somebody = t.somebodyElse();
  return { asked: somebody, decides: somebody };
}

/** The way of a change that somebody has to allow, in the order of its states. */
function planned(t: Telling, type: 'normal' | 'emergency'): void {
  const { lot, random } = t;
  const { asked, decides } = approverFor(t);
  const plans = [
    'justification',
    'implementationPlan',
    'backoutPlan',
    'testPlan',
  ];
  open(t, {
    type,
    ...Object.fromEntries(plans.map(name => [name, someWords(random, 6)])),
    plannedStart: iso(lot.createdAt),
    plannedEnd: iso(lot.createdAt + 30 * DAY),
    approvers: [asked],
    revision: someWords(random, 1),
    ...(type === 'emergency' && { securityReason: 'A hole that must be shut' }),
  });
  const decide = (action: string, input = {}) =>
    t.tell(
      { do: 'act', action, input, ownershipRefs: [decides, asked] },
      { by: decides, as: ['approver'] },
    );
  const asRequester = { as: ['requester' as const] };
  const way = [
    ...(type === 'normal'
      ? [
          () => t.act('request_assessment', {}, asRequester),
          () => decide('approve_assessment'),
        ]
      : [() => t.act('request_authorization', {}, asRequester)]),
    () => decide('authorize', { comment: 'Go ahead' }),
    () => t.act('implement'),
    () => t.act('finish', { result: t.chance(0.95) ? 'success' : 'failure' }),
    () => t.act('close', { closeCode: 'with_issues' }),
  ];
  if (lot.isOpen) {
    const steps = random.below(way.length);
    if (steps === 0) t.comment();
    for (const step of way.slice(0, steps)) step();
  } else if (t.chance(0.15)) {
    way[0]();
    decide('reject', { reason: 'Not this week' });
    t.act('cancel', { reason: 'Rejected' }, asRequester);
  } else {
    for (const step of way) step();
  }
}

/** Without a template a standard change gets no further than this. */
function standard(t: Telling): void {
  open(t, { type: 'standard' });
  t.comment();
  if (!t.lot.isOpen) {
    t.act('cancel', { reason: 'No longer needed' }, { as: ['requester'] });
  }
}
