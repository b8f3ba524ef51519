import { type Config, readDurationFromConfig } from '@backstage/config';
import { durationToMilliseconds } from '@backstage/types';
import { instant } from 'backstage-plugin-itsm-common';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** Clocks of systems may be ahead of ours by this much. */
const CLOCK_AHEAD_MS = 5 * MINUTE;
/** Enough to see what is wrong with a clock, and too little to fill a database with. */
const MAX_TOLD = 40;

/** When a report arrived, and how long before that it may have happened. Milliseconds. */
export interface Receipt {
  receivedAt: number;
  plausiblePastMs: number;
}

/** When something is taken to have happened. */
export interface ToldTime {
  /** Epoch milliseconds. Never later than the receipt. */
  at: number;
  /** What was told instead, where that can't be. */
  implausible?: string;
}

/**
 * When something told was reached. A time that can't be, given when it arrived, is replaced by that and kept beside
 * it: a system whose clock is wrong would stall or outlive every correction, and a refusal would make it stop telling.
 */
export function timeOf(
  { at: told = '' }: { at?: string },
  receipt: Receipt,
): ToldTime {
  const { receivedAt, plausiblePastMs } = receipt;
  if (told === '') return { at: receivedAt };
  const at = instant.safeParse(told).success ? Date.parse(told) : NaN;
  const isPlausible =
    at >= receivedAt - plausiblePastMs && at <= receivedAt + CLOCK_AHEAD_MS;
  return isPlausible
    ? { at: Math.min(at, receivedAt) }
    : { at: receivedAt, implausible: told.slice(0, MAX_TOLD) };
}

const PLAUSIBLE_PAST = 'itsm.deployments.plausiblePast';

/**
 * Reads `itsm.deployments.plausiblePast`.
 *
 * @throws Error when it is no duration above 0, so that the backend does not start with it.
 */
export function readPlausiblePast(config: Config): number {
  if (!config.has(PLAUSIBLE_PAST)) return DAY;
  const ms = durationToMilliseconds(
    readDurationFromConfig(config, { key: PLAUSIBLE_PAST }),
  );
  if (!(ms > 0)) throw new Error(`${PLAUSIBLE_PAST}: give more than no time`);
  return ms;
}
