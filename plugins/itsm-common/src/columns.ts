import type { RecordPatch } from './record';

/** ISO 8601 to epoch milliseconds; undefined and null stay as they are. @public */
export function toMillis<T extends string | null | undefined>(
  iso: T,
): T extends string ? number : T {
  return (typeof iso === 'string' ? Date.parse(iso) : iso) as any;
}

/** Keeps the keys of an object whose value is given (null counts as given). @public */
export function pickGiven(
  input: Record<string, unknown>,
  keys: readonly string[],
): RecordPatch {
  return Object.fromEntries(
    keys.filter(key => input[key] !== undefined).map(key => [key, input[key]]),
  ) as RecordPatch;
}

/** What all kinds take from whoever opens or edits a record. */
const SHARED = ['description', 'environment', 'category', 'restricted'];

/** The columns that an input sets: those of all kinds, and others by name. */
const columnsOf = (
  input: Record<string, unknown>,
  ...others: string[]
): RecordPatch => pickGiven(input, [...SHARED, ...others]);

/**
 * The columns that all kinds take from whoever opens a record, and others by name.
 *
 * @public
 */
export const openingColumns = (
  input: { title: string } & Record<string, unknown>,
  ...others: string[]
): RecordPatch & { title: string } => ({
  title: input.title,
  ...columnsOf(input, ...others),
});

/**
 * The same of an edit, by which a record can get another title or requester.
 *
 * @public
 */
export const editedColumns = (
  input: Record<string, unknown>,
  ...others: string[]
): RecordPatch => columnsOf(input, 'title', 'requester', ...others);
