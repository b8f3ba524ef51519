import type { Level } from 'backstage-plugin-itsm-common';
import { numberOf } from '../steps';
import { DAY, HOUR, MINUTE, type Plot } from './Plot';
import { THANKS, REPLIES, REOPENED } from './phrases';
import { refOf, REPORTERS, teamOf, userRef } from './world';

export type P = 'P1' | 'P2' | 'P3' | 'P4' | 'P5';

/** One incident as somebody told it. */
export interface Trouble {
  priority: P;
  /** Short names of what is broken. */
  entities: string[];
  title: string;
  text: string;
  /** What was done about it. */
  end: string;
  code?:
    | 'fixed'
    | 'workaround'
    | 'by_requester'
    | 'not_reproducible'
    | 'no_fault_found';
  /** Day of the script, where others of it depend on that. */
  day?: number;
  /** Minutes until it is solved, where a text says so. */
  lasts?: number;
  /** An internal note on the way. */
  note?: string;
  /** A public word on the way. */
  reply?: string;
  /** Who reports it, if not somebody who talks to customers. */
  by?: string;
  /** It comes back once. */
  reopens?: string;
}

/** `i('P3', 'checkout', title, text, end)`: several entities are separated by blanks. */
export const i = (
  priority: P,
  entities: string,
  title: string,
  text: string,
  end: string,
  more: Partial<Trouble> = {},
): Trouble => ({
  priority,
  entities: entities.split(' '),
  title,
  text,
  end,
  ...more,
});

const SEVERITY: Record<P, [Level, Level][]> = {
  P1: [['high', 'high']],
  P2: [
    ['high', 'medium'],
    ['medium', 'high'],
  ],
  P3: [
    ['medium', 'medium'],
    ['low', 'high'],
  ],
  P4: [
    ['medium', 'low'],
    ['low', 'medium'],
  ],
  P5: [['low', 'low']],
};

/** Until somebody answers, and until it is solved; milliseconds. */
const PACE: Record<P, { answer: [number, number]; work: [number, number] }> = {
  P1: { answer: [2 * MINUTE, 12 * MINUTE], work: [35 * MINUTE, 4 * HOUR] },
  P2: { answer: [4 * MINUTE, 40 * MINUTE], work: [1 * HOUR, 9 * HOUR] },
  P3: { answer: [15 * MINUTE, 4 * HOUR], work: [3 * HOUR, 2 * DAY] },
  P4: { answer: [1 * HOUR, 9 * HOUR], work: [8 * HOUR, 6 * DAY] },
  P5: { answer: [3 * HOUR, 2 * DAY], work: [1 * DAY, 13 * DAY] },
};

/** A reported incident, and who works on it. */
export interface Case {
  key: string;
  by: string;
  agent: string;
  trouble: Trouble;
  /** Epoch milliseconds. */
  openedAt: number;
  /** Whoever typed it is who it is for, and may say whether it works again. */
  isOwn: boolean;
}

/** Somebody reports it, and somebody takes it. */
export function report(plot: Plot, trouble: Trouble, suffix?: string): Case {
  const { random } = plot;
  const { entities, priority } = trouble;
  const team = teamOf(entities[0]);
  const by =
    trouble.by ??
    (random.chance(0.7) ? random.pick(REPORTERS) : random.pick(team.players));
  const [impact, urgency] = random.pick(SEVERITY[priority]);
  const seen = random.wait(MINUTE, priority === 'P1' ? 15 * MINUTE : 3 * HOUR);
  // Jonas of customer care tells Amara
  const isOwn = !(by === 'amara' && !trouble.reopens && random.chance(0.3));
  const openedAt = plot.now;
  const key = plot.open(
    by,
    'incidents',
    {
      title: trouble.title,
      description: trouble.text,
      entities: entities.map(refOf),
      impact,
      urgency,
      startedAt: new Date(plot.now - seen).toISOString(),
      ...(!isOwn && { requester: userRef('jonas') }),
    },
    suffix,
  );
  const isUrgent = priority === 'P1' || priority === 'P2';
  const [low, high] = PACE[priority].answer;
  plot.later(low, high, isUrgent ? 'any' : 'office');
  const agent = somebody(plot, team.players, by);
  const assignee =
    team.others.length > 0 && !isUrgent && random.chance(0.35)
      ? random.pick(team.others)
      : agent;
  plot.act(agent, key, 'start', { assignee: userRef(assignee) });
  return { key, by, agent, trouble, isOwn, openedAt };
}

/** What is said while it is looked for. */
export function discuss(
  plot: Plot,
  { key, agent, trouble, openedAt }: Case,
): void {
  const { priority, note, reply, lasts } = trouble;
  const { random } = plot;
  if (reply) plot.say(agent, key, reply);
  else if (random.chance(0.2)) plot.say(agent, key, random.pick(REPLIES));
  if (lasts) {
    if (note) plot.later(2 * MINUTE, 5 * MINUTE).note(agent, key, note);
    plot.until(openedAt + lasts * MINUTE);
    return;
  }
  const [low, high] = PACE[priority].work;
  plot.later(low / 2, high / 2, priority < 'P3' ? 'any' : 'office');
  if (note) plot.note(agent, key, note);
  plot.later(low / 2, high / 2, priority < 'P3' ? 'any' : 'office');
}

/** It is solved, by a cause with this key or one that is `linked`; its requester, or the clock, closes it. */
export function solve(
  plot: Plot,
  { key, by, agent, trouble, isOwn }: Case,
  o: { cause?: string; settle?: boolean } = {},
): void {
  const { random } = plot;
  const { end, code = 'fixed', reopens } = trouble;
  const resolve = (notes: string) =>
    plot.do(
      {
        do: 'act',
        key,
        who: agent,
        action: 'resolve',
        input: {
          code,
          notes,
          ...(o.cause !== 'linked' && {
            ...(o.cause
              ? { causedBy: numberOf(o.cause) }
              : { causeUnknown: true }),
          }),
        },
      },
      o.settle,
    );
  resolve(reopens ? random.pick(REOPENED) : end);
  if (reopens) {
    plot.later(3 * HOUR, 2 * DAY, 'office');
    plot.act(by, key, 'reopen', { reason: reopens });
    plot.later(2 * HOUR, DAY, 'office');
    resolve(end);
  }
  if (!isOwn || !REPORTERS.includes(by) || random.chance(0.55)) {
    plot.autoClose();
    return;
  }
  plot.later(20 * MINUTE, 2 * DAY, 'office');
  if (random.chance(0.3)) plot.say(by, key, random.pick(THANKS));
  plot.act(by, key, 'close', {
    ...(random.chance(0.7) && { satisfaction: random.pick([3, 4, 4, 5, 5]) }),
  });
}

/** One of them, if possible not this one. */
export function somebody(
  { random }: Plot,
  of: readonly string[],
  butNot: string,
): string {
  const others = of.filter(name => name !== butNot);
  return random.pick(others.length > 0 ? others : of);
}

/** The whole life of an ordinary incident. */
export function ordinary(plot: Plot, trouble: Trouble): Case {
  const told = report(plot, trouble);
  discuss(plot, told);
  solve(plot, told);
  return told;
}
