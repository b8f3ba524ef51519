/** A word that looks like a record's number. */
const NUMBER = /^[A-Z]{2,6}-\d{1,12}$/;

/** Whether a value is a word that looks like a record's number. */
export const isRecordNumber = (value: unknown): value is string =>
  typeof value === 'string' && NUMBER.test(value);

/** A link as an entry tells of it. */
const refOf = (value: unknown): unknown =>
  value && typeof value === 'object' && 'ref' in value ? value.ref : value;

/** The record numbers among the values of an input or an entry: as words, or as refs of links. */
export function numbersIn(values: Record<string, unknown>): string[] {
  return Object.values(values)
    .flatMap(value => (Array.isArray(value) ? value.map(refOf) : [value]))
    .filter(isRecordNumber);
}

/** The same values without those numbers; a link that loses its ref goes as a whole. */
export function withoutNumbers(
  values: Record<string, unknown>,
  isHidden: (number: string) => boolean,
): Record<string, unknown> {
  const hides = (value: unknown) => isRecordNumber(value) && isHidden(value);
  return Object.fromEntries(
    Object.entries(values)
      .filter(([, value]) => !hides(value))
      .map(([key, value]) => [
        key,
        Array.isArray(value) ? value.filter(v => !hides(refOf(v))) : value,
      ]),
  );
}
