import type { Client } from 'itsm-harness';

/** JSON Schema 2020-12, as far as the document uses it. */
export type Schema = Record<string, any>;

interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required: boolean;
  schema: Schema;
}

/** One operation as the OpenAPI document describes it. */
export interface ApiOperation {
  id: string;
  /** In capitals. */
  method: string;
  path: string;
  permission: string | undefined;
  parameters: Parameter[];
  /** Of a JSON body. */
  body?: Schema;
  /** The body is a file. */
  raw: boolean;
  /** Needs If-Match. */
  versioned: boolean;
  /** Of success. */
  status: number;
  /** JSON pointer to the schema of the answer; none for a file. */
  result?: string;
}

export interface ApiDocument {
  document: any;
  operations: ApiOperation[];
}

export const BASE = '/api/itsm';

const pointer = (path: string) => path.replace(/~/g, '~0').replace(/\//g, '~1');

/** Reads the OpenAPI document of a running backend. */
export async function readDocument(backend: Client): Promise<ApiDocument> {
  const { body: document } = await backend.call('GET', `${BASE}/openapi.json`, {
    token: null,
  });
  const operations = Object.entries<any>(document.paths).flatMap(
    ([path, methods]) =>
      Object.entries<any>(methods).map(([method, o]): ApiOperation => {
        const status = Object.keys(o.responses).find(s => s !== 'default')!;
        const content = o.requestBody?.content ?? {};
        return {
          id: o.operationId,
          method: method.toUpperCase(),
          path,
          permission: o['x-permission'],
          parameters: o.parameters ?? [],
          body: content['application/json']?.schema,
          raw: Boolean(content['application/octet-stream']),
          versioned: o.parameters?.some((p: any) => p.name === 'If-Match'),
          status: Number(status),
          ...(o.responses[status].content && {
            result: `#/paths/${pointer(path)}/${method}/responses/${status}/content/application~1json/schema`,
          }),
        };
      }),
  );
  return { document, operations };
}

/** A lone surrogate can't be encoded: it is sent as the bytes that it would have. */
const encoded = (text: string): string =>
  [...text]
    .map(c => (/\p{Cs}/u.test(c) ? '%ED%A0%80' : encodeURIComponent(c)))
    .join('');

/** The address of an operation; params and query are encoded here. */
export function addressOf(
  operation: Pick<ApiOperation, 'path'>,
  params: Record<string, string>,
  query: Record<string, unknown> = {},
): string {
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name) =>
    encoded(params[name] ?? ''),
  );
  const asked = Object.entries(query)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${encoded(name)}=${encoded(String(value))}`)
    .join('&');
  return `${BASE}${path}${asked ? `?${asked}` : ''}`;
}
