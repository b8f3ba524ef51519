import { sameRevision } from '../kinds/change/revision';
import type { CoveringWindow } from '../kinds/change/frozen';
import type { GateChange } from '../kinds/change/gated';
import type { GateFacts } from './GateFacts';

/** @public */
export const GATE_VERDICTS = ['allow', 'wait', 'deny'] as const;
/** @public */
export type GateVerdict = (typeof GATE_VERDICTS)[number];

/** Why, in the order in which it is asked. @public */
export const GATE_CODES = [
  'INVALID_DEFINITION',
  'UNKNOWN_ENTITY',
  'NOT_GATED',
  'FREEZE',
  'INCIDENT',
  'NO_CHANGE',
  'MISMATCH',
  'REJECTED',
  'ENDED',
  'COLLISION',
  'NOT_APPROVED',
  'OUTSIDE_PLANNED_TIME',
  'APPROVED',
] as const;
/** @public */
export type GateCode = (typeof GATE_CODES)[number];

/** What one rule said. @public */
export interface GateRule {
  rule: string;
  passed: boolean;
  /** What it went by. */
  saw: Record<string, unknown>;
}

/** @public */
export interface GateDecision {
  verdict: GateVerdict;
  code: GateCode;
  /** What a text about it needs. */
  params: Record<string, unknown>;
  /** When the verdict may be another one by itself; null when somebody has to do something. */
  until: number | null;
  /** Those that were asked; the last one decided. */
  rules: GateRule[];
}

/** An answer is good for so long at most. */
const MOST_ALLOWED_MS = 15 * 60_000;

type Verdict = Pick<GateDecision, 'verdict' | 'code'> &
  Partial<Pick<GateDecision, 'params' | 'until'>>;

interface Rule {
  name: string;
  saw(facts: GateFacts): Record<string, unknown>;
  /** Undefined: the next rule is asked. */
  decide(facts: GateFacts): Verdict | undefined;
}

const isOn = ({ intervals }: CoveringWindow, at: number) =>
  intervals.find(({ start, end }) => start <= at && at < end);

/** Freezes that stop a change of this type, and that it was not let through. */
const freezesFor = ({ windows, change }: GateFacts): CoveringWindow[] =>
  windows.filter(
    ({ effect, hard, exempt, definition }) =>
      effect === 'freeze' &&
      hard &&
      !exempt.includes(change?.type ?? 'normal') &&
      !change?.waivedWindows.includes(definition),
  );

const tooEarly = ({ plannedStart }: GateChange, at: number) =>
  plannedStart !== null && at < plannedStart;
const tooLate = ({ plannedEnd }: GateChange, at: number) =>
  plannedEnd !== null && at >= plannedEnd;

/** Until when an allowed deployment may begin: its planned end, the next freeze, or a quarter of an hour. */
function allowedUntil(facts: GateFacts): number {
  const { at, change } = facts;
  const freezes = freezesFor(facts).flatMap(({ intervals }) =>
    intervals.map(({ start }) => start).filter(start => start > at),
  );
  return Math.min(
    at + MOST_ALLOWED_MS,
    change?.plannedEnd ?? Infinity,
    ...freezes,
  );
}

const RULES: readonly Rule[] = [
  {
    name: 'definitions',
    saw: ({ invalid }) => ({ invalid }),
    decide: ({ invalid }) =>
      invalid.length > 0
        ? { verdict: 'deny', code: 'INVALID_DEFINITION', params: { invalid } }
        : undefined,
  },
  {
    name: 'entity',
    saw: ({ isKnown }) => ({ isKnown }),
    decide: ({ isKnown }) =>
      isKnown ? undefined : { verdict: 'wait', code: 'UNKNOWN_ENTITY' },
  },
  {
    name: 'gated',
    saw: ({ gates }) => ({ gates }),
    decide: facts =>
      facts.gates.length === 0
        ? { verdict: 'allow', code: 'NOT_GATED' }
        : undefined,
  },
  {
    name: 'freeze',
    saw: ({ windows }) => ({ windows }),
    decide(facts) {
      const [frozen] = freezesFor(facts).filter(each => isOn(each, facts.at));
      if (!frozen) return undefined;
      const { name, reason } = frozen;
      const until = isOn(frozen, facts.at)!.end;
      return {
        verdict: 'deny',
        code: 'FREEZE',
        params: { name, reason },
        until,
      };
    },
  },
  {
    name: 'incident',
    saw: ({ incidents }) => ({ incidents }),
    decide({ incidents }) {
      const [hinders] = incidents.filter(({ isRepaired }) => !isRepaired);
      return (
        hinders && { verdict: 'wait', code: 'INCIDENT', params: { ...hinders } }
      );
    },
  },
  {
    name: 'change',
    saw: ({ change, asked }) => ({ change, asked }),
    decide({ change, asked }) {
      if (!change) return { verdict: 'wait', code: 'NO_CHANGE' };
      const { number } = change;
      const differs =
        change.mismatch ??
        (change.revision && !sameRevision(change.revision, asked.revision)
          ? 'revision_mismatch'
          : null) ??
        (change.artifact && change.artifact !== asked.artifact
          ? 'artifact_mismatch'
          : null);
      if (differs) {
        return {
          verdict: 'deny',
          code: 'MISMATCH',
          params: { number, reason: differs },
        };
      }
      if (change.standing === 'rejected')
        return { verdict: 'deny', code: 'REJECTED', params: { number } };
      return change.standing === 'over'
        ? {
            verdict: 'deny',
            code: 'ENDED',
            params: { number, state: change.state },
          }
        : undefined;
    },
  },
  {
    name: 'collision',
    saw: ({ running }) => ({ running }),
    decide: ({ running: [other] }) =>
      other && {
        verdict: 'wait',
        code: 'COLLISION',
        params: { number: other.number },
      },
  },
  {
    name: 'approval',
    saw: ({ change }) => ({ state: change?.state, missing: change?.missing }),
    decide: ({ change }) =>
      change && change.standing !== 'approved'
        ? {
            verdict: 'wait',
            code: 'NOT_APPROVED',
            params: {
              number: change.number,
              state: change.state,
              missing: change.missing,
            },
          }
        : undefined,
  },
  {
    name: 'planned time',
    saw: ({ at, change }) => ({
      at,
      plannedStart: change?.plannedStart,
      plannedEnd: change?.plannedEnd,
    }),
    decide({ at, change }) {
      if (!change || (!tooEarly(change, at) && !tooLate(change, at)))
        return undefined;
      const { number, plannedStart, plannedEnd } = change;
      return {
        verdict: 'wait',
        code: 'OUTSIDE_PLANNED_TIME',
        params: { number, plannedStart, plannedEnd },
        until: tooEarly(change, at) ? plannedStart : null,
      };
    },
  },
];

/**
 * May it be deployed now? Rules are asked in their order, and the first that says something decides. Nothing that a
 * pipeline claims of itself is among the facts, but for what it wants to deploy.
 *
 * @public
 */
export function decideGate(facts: GateFacts): GateDecision {
  const rules: GateRule[] = [];
  for (const { name, saw, decide } of RULES) {
    const said = decide(facts);
    rules.push({
      rule: name,
      passed: !said || said.verdict === 'allow',
      saw: saw(facts),
    });
    if (said) return { params: {}, until: null, ...said, rules };
  }
  return {
    verdict: 'allow',
    code: 'APPROVED',
    params: { number: facts.change!.number },
    until: allowedUntil(facts),
    rules,
  };
}
