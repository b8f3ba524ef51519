import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import type { ApiDocument, ApiOperation } from '../apiDocument';
import type { Reply } from '../wire';

/** Holds answers, and inputs, against the document. */
export interface Conformance {
  /** What is wrong with the answer; undefined when nothing is. */
  faultOf(operation: ApiOperation, reply: Reply): string | undefined;
  /** Whether the document accepts it as the operation's body. */
  accepts(operation: ApiOperation, body: unknown): boolean;
}

export function conformanceOf({ document }: ApiDocument): Conformance {
  const ajv = new Ajv2020({ strict: false, validateFormats: true });
  addFormats(ajv);
  ajv.addSchema(document, 'doc');
  const compiled = new Map<string, ValidateFunction>();
  const validator = (key: string, schema: object) => {
    if (!compiled.has(key)) compiled.set(key, ajv.compile(schema));
    return compiled.get(key)!;
  };
  const broken = (key: string, schema: object, body: unknown) => {
    const validate = validator(key, schema);
    return validate(body) ? undefined : ajv.errorsText(validate.errors);
  };
  const refusal = (body: unknown) =>
    broken('error', { $ref: 'doc#/components/schemas/Error' }, body);
  return {
    accepts: (operation, body) =>
      broken(`input ${operation.id}`, operation.body!, body) === undefined,
    faultOf: (operation, { status, headers, body, text }) => {
      if (status >= 500) return `${status}: ${text.slice(0, 500)}`;
      if (status >= 400) {
        // 401 comes from the host before the request reaches the plugin
        return status === 401 ? undefined : refusal(body);
      }
      if (status !== operation.status) {
        return `${status} instead of ${operation.status}`;
      }
      if (!operation.result) return undefined;
      if (!headers['content-type']?.startsWith('application/json')) {
        return `the type ${headers['content-type']}`;
      }
      if (body?.version && headers.etag !== `"${body.version}"`) {
        return `the tag ${headers.etag} of version ${body.version}`;
      }
      const schema = { $ref: `doc${operation.result}` };
      return broken(operation.id, schema, body);
    },
  };
}
