import type { z } from 'zod';
import { InvalidInputError } from './errors';
import type { ItsmRecord } from './record';
import { unwrapped } from './unwrapped';

/** Marks a field whose instant has to be over. */
export const PAST_INSTANT = 'past';

const DAY_MS = 86_400_000;
/** Nothing that is managed here began or was planned earlier; what says so has no clock, or a broken one. */
const EARLIEST = Date.UTC(2000, 0, 1);
/** Clocks of people and systems may be ahead of ours by this much. */
const CLOCK_AHEAD_MS = 5 * 60_000;
/** Nobody plans further ahead; what is later is a typing error. */
const LONGEST_PLAN_MS = 10 * 366 * DAY_MS;

/**
 * Instants of a record that can't come in another order, by the names of their columns, of their keys in
 * `data` or of the fields of an input. Those that are not known are left out of the comparison.
 *
 * @public
 */
export interface InstantOrder {
  /** From the earliest to the latest. */
  fields: readonly string[];
  /** Two of them can't be the same instant. */
  isStrict?: boolean;
}

const iso = (at: number) => new Date(at).toISOString();

/** Names of the fields of a schema that hold an instant, and whether it has to be over. */
function instantFieldsOf(schema: z.ZodObject): [string, boolean][] {
  return Object.entries(schema.shape).flatMap(([field, type]) => {
    const inner = unwrapped(type);
    if (inner.format !== 'datetime') return [];
    return [[field, inner.meta?.()?.['x-instant'] === PAST_INSTANT]] as [
      string,
      boolean,
    ][];
  });
}

/**
 * What somebody says of the time, held to what it can be: from the year 2000 to now for what has happened, to
 * ten years from now for what is planned. A clock that is up to 5 minutes ahead means now.
 *
 * @param at - now, in epoch milliseconds
 * @throws InvalidInputError naming the field, its earliest and its latest value.
 */
export function heldInstants<T extends Record<string, any>>(
  schema: z.ZodObject,
  input: T,
  at: number,
): T {
  const now: Record<string, string> = {};
  for (const [field, isPast] of instantFieldsOf(schema)) {
    const told = input[field];
    if (typeof told !== 'string') continue;
    const instant = Date.parse(told);
    const latest = at + (isPast ? CLOCK_AHEAD_MS : LONGEST_PLAN_MS);
    if (!(instant >= EARLIEST && instant <= latest)) {
      throw new InvalidInputError(
        isPast
          ? `${field}: ${told} can't be when it happened. Give a time from ${iso(EARLIEST)} until now.`
          : `${field}: ${told} is out of range. Give a time from ${iso(EARLIEST)} to ${iso(latest)}.`,
        { field, earliest: iso(EARLIEST), latest: iso(isPast ? at : latest) },
        isPast ? 'instant_not_past' : 'instant_out_of_range',
      );
    }
    if (isPast && instant > at) now[field] = iso(at);
  }
  return { ...input, ...now };
}

/**
 * Refuses instants of an input that come before what they follow, or after what follows them. Only what is told is
 * compared: a record that is out of order already can still be edited otherwise.
 *
 * @throws InvalidInputError naming the field and the one that it contradicts.
 */
export function refuseUnordered(
  orders: readonly InstantOrder[],
  record: Partial<ItsmRecord<any>>,
  input: Record<string, any>,
): void {
  const valueOf = (field: string): number | undefined => {
    const value =
      input[field] === undefined
        ? ((record as any)[field] ?? record.data?.[field])
        : input[field];
    return typeof value === 'string' ? Date.parse(value) : (value ?? undefined);
  };
  for (const { fields, isStrict } of orders) {
    const known = fields.filter(field => valueOf(field) !== undefined);
    // Of two that are told the later one is named: the beginning is what people know
    for (const field of known.filter(name => input[name]).reverse()) {
      for (const other of known) {
        const isAfter = fields.indexOf(field) > fields.indexOf(other);
        const distance = valueOf(field)! - valueOf(other)!;
        const isRight = isAfter ? distance > 0 : distance < 0;
        if (field === other || isRight || (distance === 0 && !isStrict)) {
          continue;
        }
        throw new InvalidInputError(
          `${field} has to be ${isAfter ? 'after' : 'before'} ${other}, which is ${iso(valueOf(other)!)}.`,
          { field, otherField: other, at: iso(valueOf(other)!) },
          isAfter ? 'instant_too_early' : 'instant_too_late',
        );
      }
    }
  }
}
