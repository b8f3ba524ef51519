import type { ActContext } from '../../action';
import type { Refusal } from '../../errors';
import { fact } from '../../fact';
import type { Change } from './types';

/** A window that covers what a change affects, and when it is on. @public */
export interface CoveringWindow {
  /** The definition that was read. */
  definition: string;
  version: number;
  name: string;
  effect: 'freeze' | 'blackout' | 'maintenance';
  reason: string;
  hard: boolean;
  /** Types of changes that it does not stop. */
  exempt: readonly string[];
  /** Whose people may let a change through. */
  override: readonly string[];
  /** Now and in the planned time: epoch milliseconds, `end` is not of it any more. */
  intervals: readonly { start: number; end: number }[];
}

/** Windows that cover an affected entity and the environment of a change. @public */
export const coveringWindows = fact<readonly CoveringWindow[]>('windows');

/** What stops a change, and until when. */
interface Stop {
  window: CoveringWindow;
  until: number;
}

/**
 * The hard window that stops a change from being done between two instants: a freeze, and for what is only planned
 * a blackout, too. One that was waived stops it no more.
 */
function stopBetween(
  { data }: Change,
  ctx: ActContext,
  effects: readonly CoveringWindow['effect'][],
  from: number,
  to: number,
): Stop | undefined {
  const waived = data.waivedWindows ?? [];
  for (const window of coveringWindows.of(ctx) ?? []) {
    const stops =
      window.hard &&
      effects.includes(window.effect) &&
      !window.exempt.includes(data.type) &&
      !waived.includes(window.definition);
    const on = window.intervals.find(
      ({ start, end }) => start < to && end > from,
    );
    if (stops && on) return { window, until: on.end };
  }
  return undefined;
}

/** What stops the change in the time for which it is planned; without one, now. */
const stopOfPlan = (record: Change, ctx: ActContext): Stop | undefined => {
  const from = record.data.plannedStart ?? ctx.at;
  return stopBetween(
    record,
    ctx,
    ['freeze', 'blackout'],
    from,
    Math.max(record.data.plannedEnd ?? from, from + 1),
  );
};

/** What stops it from being done now. A pipeline is heard of when it has begun: it is not stopped by a record. */
const stopOfWork = (record: Change, ctx: ActContext): Stop | undefined => {
  const now = ctx.receivedAt ?? ctx.at;
  return ctx.capabilities.has('pipeline')
    ? undefined
    : stopBetween(record, ctx, ['freeze'], now, now + 1);
};

const mayWaive = ({ window }: Stop, ctx: ActContext): boolean =>
  ctx.capabilities.has('manager') ||
  window.override.some(ref => ctx.ownershipRefs.includes(ref));

const refusal = ({ window, until }: Stop): Refusal => ({
  code: window.effect === 'freeze' ? 'in_freeze' : 'in_blackout',
  params: { name: window.name, reason: window.reason, until },
});

/** Rules about windows for one moment of a change: as a reason that always holds, and as one that a waiver ends. */
const rulesOf = (stopOf: typeof stopOfPlan) => ({
  /** Whoever may let it through is asked for the reason instead. */
  refuse(record: Change, ctx: ActContext): Refusal | undefined {
    const final = allStops(record, ctx, stopOf).find(
      stop => !mayWaive(stop, ctx),
    );
    return final && refusal(final);
  },
  refuseInput(
    record: Change,
    { waiver }: { waiver?: string },
    ctx: ActContext,
  ): Refusal | undefined {
    const stop = stopOf(record, ctx);
    return stop && !waiver ? refusal(stop) : undefined;
  },
  /** What is noted of a waiver: the windows that it lets the change through. */
  waived(record: Change, waiver: string | undefined, ctx: ActContext) {
    const stops = waiver ? allStops(record, ctx, stopOf) : [];
    if (stops.length === 0) return { data: {}, body: {} };
    const windows = stops.map(({ window: { definition, version, name } }) => ({
      definition,
      version,
      name,
    }));
    return {
      data: {
        waivedWindows: [
          ...(record.data.waivedWindows ?? []),
          ...windows.map(({ definition }) => definition),
        ],
      },
      body: { waiver, windows },
    };
  },
});

/** Every window that stops it. */
function allStops(
  record: Change,
  ctx: ActContext,
  stopOf: typeof stopOfPlan,
): Stop[] {
  const stops: Stop[] = [];
  let seen = record;
  for (;;) {
    const stop = stopOf(seen, ctx);
    if (!stop) return stops;
    stops.push(stop);
    const waivedWindows = [
      ...(seen.data.waivedWindows ?? []),
      stop.window.definition,
    ];
    seen = { ...seen, data: { ...seen.data, waivedWindows } };
  }
}

export const planInWindows = rulesOf(stopOfPlan);
export const workInWindows = rulesOf(stopOfWork);
