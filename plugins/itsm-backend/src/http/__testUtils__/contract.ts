import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import type { Knex } from 'knex';
import {
  CHECKOUT_DOWN,
  startItsm,
  type TestItsm,
} from '../../__testUtils__/startItsm';

/** A well-formed id that nothing has. */
export const SOME_ID = '019a0000-0000-7000-8000-000000000000';

const pointer = (path: string) => path.replace(/~/g, '~0').replace(/\//g, '~1');

/** Starts the plugin for the tests of a block, and holds answers against the document that it serves. */
export function withContract(database: () => Promise<Knex>) {
  let knex: Knex;
  let itsm: TestItsm;
  let document: any;
  let ajv: Ajv2020;

  beforeAll(async () => {
    knex = await database();
    itsm = await startItsm({ knex });
    document = (await itsm.call(undefined, 'get', '/openapi.json')).body;
    ajv = new Ajv2020({ strict: false, allErrors: true });
    addFormats(ajv);
    ajv.addSchema(document, 'doc');
  });
  afterAll(() => itsm?.stop());

  const call = (...request: Parameters<TestItsm['call']>) =>
    itsm.call(...request);
  const validatorOf = (path: string, method: string, status: number) =>
    ajv.compile({
      $ref: `doc#/paths/${pointer(path)}/${method}/responses/${status}/content/application~1json/schema`,
    });

  return {
    call,
    knex: () => knex,
    clock: () => itsm.clock,
    document: () => document,
    validatorOf,
    /** The answer is what the document promises for its status. */
    conforms(path: string, method: string, answer: any) {
      const validate = validatorOf(path, method, answer.status);
      expect({
        path,
        valid: validate(answer.body),
        errors: validate.errors,
      }).toEqual({
        path,
        valid: true,
        errors: null,
      });
    },
    /** The answer is an error of this status and code. */
    refused(answer: any, status: number, code: string) {
      expect([answer.status, answer.body.error?.code]).toEqual([status, code]);
      const validate = ajv.compile({ $ref: 'doc#/components/schemas/Error' });
      expect(validate(answer.body)).toBe(true);
    },
    /** Opens one as rita does. */
    async incident() {
      const { body } = await call('rita', 'post', '/v1/incidents').send(
        CHECKOUT_DOWN,
      );
      return body;
    },
  };
}
