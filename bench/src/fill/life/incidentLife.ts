import { LEVELS, RESOLUTION_CODES } from 'backstage-plugin-itsm-common';
import type { Seeded } from 'itsm-harness';
import { description, someWords } from '../words';
import { TIMER, type Life } from './Life';
import type { Lot, Plan } from './Plan';
import { Telling } from './Telling';

const DAY = 86_400_000;
const CATEGORIES = ['network', 'database', 'access', 'hardware', 'deployment'];
const MONITORING = { type: 'service' as const, ref: 'service:monitoring' };

/** From the first call to the close, or as far as an open incident has come. */
export function incidentLife(lot: Lot, plan: Plan, random: Seeded): Life {
  const t = new Telling(lot, plan, random, 600_000 + 14 * DAY * random() ** 3);
  const requester = requesterOf(t);
  open(t, requester);
  if (lot.isOpen) stayOpen(t, requester);
  else if (t.chance(0.06)) cancel(t);
  else solve(t, requester);
  return { kind: 'incident', steps: t.steps };
}

function requesterOf(t: Telling): string {
  return t.lot.isDemo && t.chance(0.4) ? 'user:default/rita' : t.somebodyElse();
}

function open(t: Telling, requester: string): void {
  const { lot, random } = t;
  const opening = {
    do: 'open' as const,
    entities: t.entities,
    assignmentGroup: t.group,
    input: {
      title: someWords(random, 4 + random.below(4)),
      description: description(random, lot.n, t.plan.size),
      impact: random.pick(LEVELS),
      urgency: random.pick(LEVELS),
      entities: t.entities,
      ...(t.chance(0.5) && { category: random.pick(CATEGORIES) }),
      ...(lot.restricted && { restricted: true }),
    },
  };
  if (t.chance(0.1)) {
    t.add(
      { ...opening, channel: 'api' },
      { at: lot.createdAt, actor: MONITORING },
    );
  } else if (t.chance(0.15)) {
    // Somebody called, and an agent typed it
    t.tell({ ...opening, channel: 'portal', requester });
  } else {
    t.tell({ ...opening, channel: 'portal' }, { by: requester });
  }
}

const start = (t: Telling) => t.act('start', { assignee: t.agent });

function stayOpen(t: Telling, requester: string): void {
  const state = t.random();
  if (state < 0.4) {
    if (t.chance(0.5)) t.comment({ by: requester, as: ['requester'] });
    else t.act('acknowledge');
    if (t.chance(0.2)) t.tell({ do: 'watch' }, { by: requester });
    return;
  }
  start(t);
  for (let i = t.random.below(4); i > 0; i -= 1) {
    t.comment({ internal: t.chance(0.3) });
  }
  if (state > 0.85) {
    t.act('hold', { reason: 'requester', comment: someWords(t.random, 8) });
  }
}

function cancel(t: Telling): void {
  if (t.chance(0.5)) t.comment();
  const duplicateOf = t.chance(0.4) ? t.before('incident') : undefined;
  if (duplicateOf) {
    t.act('cancel', { reason: 'duplicate', duplicateOf });
  } else {
    t.act('cancel', {
      reason: t.random.pick(['not_an_incident', 'unnecessary']),
    });
  }
}

function solve(t: Telling, requester: string): void {
  const path = t.random();
  if (path < 0.75) start(t);
  if (path < 0.1) {
    // The answer of the requester wakes it
    t.act('hold', { reason: 'requester', comment: someWords(t.random, 8) });
    t.comment({ by: requester, as: ['requester'] });
  } else {
    for (let i = t.random.below(3); i > 0; i -= 1) {
      t.comment({ internal: t.chance(0.3) });
    }
    if (t.chance(0.05)) relate(t);
  }
  resolve(t);
  if (path > 0.97) {
    t.act(
      'reopen',
      { reason: 'It is back' },
      { by: requester, as: ['requester'] },
    );
    resolve(t);
  }
  if (t.chance(0.02)) return;
  if (t.chance(0.25)) {
    t.act('close', {}, { by: requester, as: ['requester'] });
  } else {
    t.add(
      { do: 'act', action: 'close', input: {}, capabilities: ['system'] },
      { at: t.later(), actor: TIMER },
    );
  }
}

function resolve(t: Telling): void {
  const causedBy = t.chance(0.08) ? t.before('change') : undefined;
  t.act('resolve', {
    code: t.random.pick(RESOLUTION_CODES),
    notes: someWords(t.random, 10),
    ...(causedBy ? { causedBy } : { causeUnknown: true }),
  });
}

function relate(t: Telling): void {
  const ref = t.before('incident');
  if (ref)
    t.tell({ do: 'link', add: [{ role: 'relatedTo', target: 'record', ref }] });
}
