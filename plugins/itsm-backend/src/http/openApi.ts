import { errorView, recordView } from 'backstage-plugin-itsm-common';
import { z } from 'zod';
import { guardName } from './guard';
import type { Operation } from './operation';

/** JSON Schema as OpenAPI 3.1 takes it, which is JSON Schema 2020-12 itself. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output'): object {
  const { $schema, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'throw',
  }) as Record<string, unknown>;
  return rest;
}

/** A repeat of a write whose caller may no longer read the record is answered with its number alone. */
const recordReceipt = z.strictObject({ number: z.string() });

function resultOf({ method, result }: Operation): object | undefined {
  if (!result) return undefined;
  return method === 'post' && result === recordView
    ? {
        anyOf: [schemaOf(result, 'output'), schemaOf(recordReceipt, 'output')],
      }
    : schemaOf(result, 'output');
}

function parametersOf(operation: Operation): object[] {
  const inPath = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const query = operation.query
    ? (schemaOf(operation.query, 'input') as {
        properties?: Record<string, object>;
        required?: string[];
      })
    : {};
  const inQuery = Object.entries(query.properties ?? {}).map(
    ([name, schema]) => ({
      name,
      in: 'query',
      required: query.required?.includes(name) ?? false,
      schema,
    }),
  );
  const header = (name: string, required: boolean, description: string) => ({
    name,
    in: 'header',
    required,
    description,
    schema: { type: 'string' },
  });
  return [
    ...inPath,
    ...inQuery,
    ...(operation.versioned
      ? [
          header(
            'If-Match',
            true,
            'The version that you have read, for example "3"',
          ),
        ]
      : []),
    ...(operation.method === 'post'
      ? [header('Idempotency-Key', false, 'Makes a retry safe for 24 hours')]
      : []),
  ];
}

function bodyOf(operation: Operation): object {
  if (operation.rawBody) {
    return {
      requestBody: {
        required: true,
        content: { 'application/octet-stream': { schema: { type: 'string' } } },
      },
    };
  }
  return operation.body
    ? {
        requestBody: {
          required: true,
          content: {
            'application/json': { schema: schemaOf(operation.body, 'input') },
          },
        },
      }
    : {};
}

/**
 * The OpenAPI 3.1 document of these operations. Errors share one shape: a code and params that a
 * client translates.
 */
export function openApi(
  operations: readonly Operation[],
  version: string,
): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const operation of operations) {
    paths[operation.path] ??= {};
    paths[operation.path][operation.method] = {
      operationId: operation.id,
      summary: operation.summary,
      tags: [operation.path.split('/')[2]],
      'x-permission': guardName(operation.permission),
      parameters: parametersOf(operation),
      ...bodyOf(operation),
      responses: {
        [String(operation.status ?? 200)]: {
          description: 'Done',
          ...(operation.result && {
            content: {
              'application/json': {
                schema: resultOf(operation),
              },
            },
          }),
        },
        default: {
          description: 'Refused: code and params say why',
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/Error' },
            },
          },
        },
      },
    };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'ITSM for Backstage',
      version,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/api/itsm' }],
    security: [{ bearer: [] }],
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
      schemas: { Error: schemaOf(errorView, 'output') },
    },
  };
}
