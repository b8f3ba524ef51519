import type { Seeded } from 'itsm-harness';
import type { Schema } from '../apiDocument';
import { SCRIPT_URL } from '../hostileText';

/** Something of a wrong type for any schema of the document. */
const WRONG: Record<string, readonly unknown[]> = {
  string: [17, true, {}, ['a'], null],
  boolean: ['true', 1, {}, null],
  integer: ['1e3', 1.5, true, {}, -(2 ** 60), null],
  array: [{}, 'a', 1, null],
  object: [[], 'a', 1, null],
};

type Fault = () => unknown;

/** All ways to break one thing of a value, each as a function that gives the broken value. */
function faultsOf(schema: Schema, value: any): Fault[] {
  const alternatives: Schema[] = schema.anyOf ?? [schema];
  const main = alternatives.find(a => a.type !== 'null') ?? schema;
  const nullable = alternatives.some(a => a.type === 'null');
  const faults: Fault[] = (WRONG[main.type] ?? [{}])
    .filter(wrong => wrong !== null || !nullable)
    .map(wrong => () => wrong);
  if (main.enum || 'const' in main) faults.push(() => 'never-one-of-them');
  if (main.type === 'string') {
    const patterns = [main, ...(main.allOf ?? [])].map(p => p.pattern);
    if (main.maxLength) faults.push(() => 'x'.repeat(main.maxLength + 1));
    if (main.minLength) faults.push(() => '');
    if (patterns.includes('\\S')) faults.push(() => ' \t ');
    if (patterns.some(p => p?.includes('\\p{Cc}'))) {
      faults.push(
        () => 'a\u0000b',
        () => 'a\u001bb',
        () => '\ud800',
      );
    }
    if (main.format)
      faults.push(
        () => 'tomorrow',
        () => SCRIPT_URL,
      );
  }
  if (main.minimum !== undefined) faults.push(() => main.minimum - 1);
  if (main.maximum !== undefined) faults.push(() => main.maximum + 1);
  if (main.type === 'array' && Array.isArray(value)) {
    if (main.maxItems) {
      faults.push(() => Array(main.maxItems + 1).fill(value[0] ?? 'x'));
    }
    if (main.minItems) faults.push(() => []);
    value.forEach((item, index) =>
      faultsOf(main.items, item).forEach(fault =>
        faults.push(() => value.with(index, fault())),
      ),
    );
  }
  if (main.type === 'object' && value && typeof value === 'object') {
    for (const name of main.required ?? []) {
      faults.push(() => {
        const { [name]: _, ...rest } = value;
        return rest;
      });
    }
    if (main.additionalProperties === false) {
      faults.push(() => ({ ...value, nobodyKnowsThis: 1 }));
    }
    for (const [name, property] of Object.entries<Schema>(
      main.properties ?? {},
    )) {
      faultsOf(property, value[name]).forEach(fault =>
        faults.push(() => ({ ...value, [name]: fault() })),
      );
    }
  }
  return faults;
}

/** The value with one thing wrong. */
export const withOneFault = (
  schema: Schema,
  value: unknown,
  random: Seeded,
): unknown => random.pick(faultsOf(schema, value))();

/** A query with one thing wrong; values are text there. */
export function queryWithOneFault(
  parameters: readonly { name: string; schema: Schema }[],
  query: Record<string, unknown>,
  random: Seeded,
): Record<string, unknown> {
  const strict = parameters.filter(
    ({ schema }) =>
      schema.enum ||
      schema.maxLength ||
      schema.type === 'integer' ||
      schema.const,
  );
  const { name, schema } = random.pick([...strict, { name: '', schema: {} }]);
  if (!name) return { ...query, nobodyKnowsThis: '1' };
  const wrong = [
    ...(schema.enum || schema.const ? ['never-one-of-them'] : []),
    ...(schema.maxLength ? ['x'.repeat(schema.maxLength + 1)] : []),
    ...(schema.type === 'integer' ? ['0', '101', '1.5', 'ten', '1e99'] : []),
  ];
  return { ...query, [name]: random.pick(wrong) };
}
