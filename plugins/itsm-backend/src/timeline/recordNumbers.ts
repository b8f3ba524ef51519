import {
  valueTypes,
  type Entry,
  type KindDefinition,
} from 'backstage-plugin-itsm-common';

type Body = Entry['body'];

/** Ends the name of a reason why the record that a field names was refused. */
const REFUSED = 'Refused';

/** Whether a value is a word that looks like a record's number: what asks it shows less where it is none. */
export const isRecordNumber = (value: unknown): value is string =>
  typeof value === 'string' && /^[A-Z]{2,6}-\d{1,12}$/.test(value);

/** A number as records have it: a pipeline may have written it otherwise. */
const asNumber = (value: string) => value.trim().toUpperCase();

const numbersOf = (value: unknown): string[] =>
  [value]
    .flat()
    .filter(each => typeof each === 'string')
    .map(asNumber);

/** The number of the record that an entry says was linked. */
const linkedNumber = (link: unknown): string[] => {
  const { target, ref } = (link ?? {}) as { target?: unknown; ref?: unknown };
  return target === 'record' ? numbersOf(ref) : [];
};

const linksOf = ({ links }: Body): unknown[] =>
  Array.isArray(links) ? links : [];

const fieldsOf = ({ fields }: Body) =>
  (fields ?? {}) as Record<string, unknown>;

/**
 * The numbers of records that an entry holds: those of links, and those in fields that are made for them. What
 * people write is theirs, also where it looks like a number.
 */
export function numbersIn(
  kind: KindDefinition,
  entry: Pick<Entry, 'verb' | 'body'>,
): string[] {
  const { body } = entry;
  const types = valueTypes(kind, entry);
  const typed = [...Object.entries(body), ...Object.entries(fieldsOf(body))]
    .filter(([name]) => types[name] === 'record')
    .flatMap(([, value]) => numbersOf(value));
  return [...typed, ...linksOf(body).flatMap(linkedNumber)];
}

/** The body without those numbers; what loses its number goes as a whole. */
export function withoutNumbers(
  kind: KindDefinition,
  entry: Pick<Entry, 'verb' | 'body'>,
  isHidden: (number: string) => boolean,
): Body {
  const { body } = entry;
  const types = valueTypes(kind, entry);
  const hides = (values: Record<string, unknown>, name: string) =>
    types[name] === 'record' && numbersOf(values[name]).some(isHidden);
  const shown = (values: Record<string, unknown>) =>
    Object.entries(values).filter(
      ([name]) =>
        !hides(values, name) &&
        // Why a record was not taken says what state it is in
        !(
          name.endsWith(REFUSED) &&
          hides(values, name.slice(0, -REFUSED.length))
        ),
    );
  const kept = Object.fromEntries(shown(body));
  if (body.fields) kept.fields = Object.fromEntries(shown(fieldsOf(body)));
  if (Array.isArray(body.links)) {
    kept.links = body.links.filter(link => !linkedNumber(link).some(isHidden));
  }
  return kept;
}
