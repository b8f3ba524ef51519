import fc from 'fast-check';
import type { Schema } from '../apiDocument';

/** What people, systems and attackers write: all that text may be, and often more than a word. */
const anyCharacter = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.string({
      unit: 'grapheme-ascii',
      minLength: 1,
      maxLength: 1,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      "'",
      '"',
      '%',
      '_',
      '\\',
      '\n',
      '\t',
      '<b>',
      '`',
      '$1',
      '?',
      '{{',
      '\u202e',
      '🙂',
      'İ',
      'ﬁ',
      '\ufeff',
      '\u2028',
      ' ',
    ),
  },
);

const fits = (schema: Schema) => {
  const patterns = [schema, ...(schema.allOf ?? [])]
    .map(part => part.pattern)
    .filter(Boolean)
    .map((pattern: string) => new RegExp(pattern, 'u'));
  // The product counts UTF-16 code units, so does this; the document counts a few characters less
  return (text: string) =>
    text.length >= (schema.minLength ?? 0) &&
    text.length <= (schema.maxLength ?? Infinity) &&
    patterns.every(pattern => pattern.test(text));
};

function textOf(schema: Schema): fc.Arbitrary<string> {
  if (schema.format === 'date-time') {
    return fc
      .date({
        min: new Date('1990-01-01'),
        max: new Date('2090-01-01'),
        noInvalidDate: true,
      })
      .map(date => date.toISOString());
  }
  if (schema.format === 'uri') {
    return fc.webUrl({ withQueryParameters: true, withFragments: true });
  }
  const { minLength = 0, maxLength = 300 } = schema;
  if (schema.pattern?.includes('[0-9a-f]')) {
    return fc.stringMatching(new RegExp(schema.pattern));
  }
  if (schema.pattern?.startsWith('^\\d')) {
    return fc.integer({ min: 0, max: 2 ** 31 }).map(String);
  }
  const written = (max: number) =>
    fc.string({
      unit: anyCharacter,
      minLength,
      maxLength: Math.min(max, maxLength),
      size: 'max',
    });
  const longest = fc
    .constantFrom('x', 'é', '  y')
    .map(unit => unit.repeat(maxLength).slice(0, maxLength));
  return fc
    .oneof(
      { weight: 30, arbitrary: written(24) },
      { weight: 4, arbitrary: written(200) },
      { weight: 1, arbitrary: longest },
    )
    .filter(fits(schema));
}

/**
 * Values that a schema of the document accepts, for the part of JSON Schema 2020-12 that the
 * document uses.
 *
 * @throws Error for a keyword combination that is not known here.
 */
export function valuesOf(schema: Schema): fc.Arbitrary<any> {
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map(valuesOf));
  switch (schema.type) {
    case 'string':
      return textOf(schema);
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'integer':
      return fc.integer({
        min: Math.max(schema.minimum ?? 0, -(2 ** 31)),
        max: Math.min(schema.maximum ?? 1_000, 2 ** 31 - 1),
      });
    case 'array':
      return fc.array(valuesOf(schema.items), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 3, 3),
      });
    case 'object':
      return fc.record(
        Object.fromEntries(
          Object.entries<Schema>(schema.properties ?? {}).map(
            ([name, property]) => [name, valuesOf(property)],
          ),
        ),
        { requiredKeys: schema.required ?? [] },
      );
    default:
      throw new Error(`No values are known of ${JSON.stringify(schema)}`);
  }
}

/** Draws values one by one; fast-check is asked for many at once, which is far quicker. */
export function drawer<T>(arbitrary: fc.Arbitrary<T>): (seed: number) => T {
  let drawn: T[] = [];
  return seed => {
    if (drawn.length === 0) {
      drawn = fc.sample(arbitrary, { numRuns: 30, seed: seed | 0 });
    }
    return drawn.pop()!;
  };
}
