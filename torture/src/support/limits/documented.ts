import { addressOf, type ApiOperation, type Schema } from '../apiDocument';
import { validBody } from '../assignment/bodies';
import type { Crossing } from './Crossing';

/** One more than the schema allows, if it limits something. */
function overLimit(schema: Schema): unknown[] {
  const main: Schema = schema.anyOf?.[0] ?? schema;
  return [
    ...(main.maxLength && !main.format ? ['x'.repeat(main.maxLength + 1)] : []),
    ...(main.maxLength && main.format === 'uri'
      ? [`https://example.org/${'x'.repeat(main.maxLength)}`]
      : []),
    ...(main.maxItems ? [Array(main.maxItems + 1).fill('checkout')] : []),
    ...(main.maximum && main.maximum < 2 ** 53 - 1 ? [main.maximum + 1] : []),
    ...(main.minimum > 0 ? [main.minimum - 1] : []),
  ];
}

/** Every limit that the OpenAPI document states, in bodies and in addresses. */
export const documentedLimits = (
  operations: readonly ApiOperation[],
): Crossing[] =>
  operations.flatMap(operation => {
    const refused = { status: 400, code: 'invalid_input' };
    const { method, body, parameters } = operation;
    const params = { number: 'INC-1', id: 'none' };
    const inBody = Object.entries<Schema>(body?.properties ?? {}).flatMap(
      ([name, schema]) =>
        overLimit(schema).map(value => ({
          ...refused,
          limit: `${operation.id} ${name}`,
          names: name,
          question: {
            method,
            path: addressOf(operation, params),
            headers: { ...(operation.versioned && { 'if-match': '1' }) },
            body: { ...validBody(operation), [name]: value },
          },
        })),
    );
    const inQuery = parameters
      .filter(p => p.in === 'query')
      .flatMap(({ name, schema }) =>
        overLimit(schema).map(value => ({
          ...refused,
          limit: `${operation.id} ?${name}`,
          names: name,
          question: {
            method,
            path: addressOf(operation, params, { [name]: value }),
            ...(operation.raw && { body: Buffer.from('x') }),
          },
        })),
      );
    return [...inBody, ...inQuery];
  });
