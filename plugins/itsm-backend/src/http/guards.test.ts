import { TestDatabases } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  aliasType,
  builtInKinds,
  DEFINITION_ACTIONS,
  gateType,
  routingType,
  windowType,
} from 'backstage-plugin-itsm-common';
import { databaseIds } from '../__testUtils__/databases';
import {
  CHECKOUT_DOWN,
  startItsm,
  type TestItsm,
} from '../__testUtils__/startItsm';

const databases = TestDatabases.create({ ids: databaseIds });

const [id] = databaseIds;

const DEFINITION_TYPES = [aliasType, gateType, routingType, windowType];

interface Guarded {
  operationId: string;
  method: 'get' | 'post';
  path: string;
  /** One of them is enough. */
  anyOf: string[];
}

describe('basic permissions of operations', () => {
  let itsm: TestItsm;
  /** Permissions that stan lacks now. */
  let denied = new Set<string>();
  let guarded: Guarded[];

  beforeAll(async () => {
    itsm = await startItsm({
      knex: await databases.init(id),
      decide: (person, permission) => ({
        result:
          person === 'stan' && denied.has(permission)
            ? AuthorizeResult.DENY
            : AuthorizeResult.ALLOW,
      }),
    });
    const json = async (path: string) =>
      (await itsm.call('adam', 'get', path).expect(200)).body;
    const { permissions } = await json(
      '/.well-known/backstage/permissions/metadata',
    );
    const basic = new Set<string>(
      permissions
        .filter((each: any) => each.type === 'basic')
        .map((each: any) => each.name),
    );
    const { paths } = await json('/openapi.json');
    guarded = Object.entries<any>(paths).flatMap(([path, methods]) =>
      Object.entries<any>(methods)
        .map(([method, operation]) => ({
          operationId: operation.operationId,
          method: method as Guarded['method'],
          path,
          anyOf: operation['x-permission'].split(', or '),
        }))
        .filter(({ anyOf }) => anyOf.every((name: string) => basic.has(name))),
    );
  });
  beforeEach(() => {
    denied = new Set();
  });
  afterAll(() => itsm?.stop());

  /** With nothing in it that the operation could take. */
  const attempt = async (person: 'stan' | 'adam', o: Guarded) => {
    const path = `${o.path.replace(/\{\w+\}/g, 'nothing')}?unheard=of`;
    const request = itsm.call(person, o.method, path);
    const { status, body } = await (o.method === 'get'
      ? request
      : request.set('idempotency-key', 'ä').send({ nothing: 'known' }));
    return [o.operationId, status, body.error?.params?.permission];
  };

  it('are the guards of all that no record decides', () => {
    expect(guarded.map(({ operationId }) => operationId).sort()).toEqual(
      [
        ...builtInKinds.map(({ name }) => `create-${name}`),
        // What administrators decide at run time, by the type
        ...DEFINITION_TYPES.flatMap(({ name, plural }) => [
          ...[
            ...[...DEFINITION_ACTIONS, 'create', 'get', 'edit'],
            ...['diff', 'preview', 'list-versions-of'],
          ].map(verb => `${verb.replace(/_/g, '-')}-${name}`),
          ...['list', 'export', 'import'].map(verb => `${verb}-${plural}`),
        ]),
        'check-gate',
        'erase-person',
        'get-delivery',
        'get-gate-check',
        'list-deliveries',
        'map-repository',
        'rename-entity',
        'report-deployment',
        'requeue-delivery',
        'verify-audit',
      ].sort(),
    );
  });

  it('are asked for before the request is looked at', async () => {
    const answers = [];
    for (const each of guarded) {
      denied = new Set(each.anyOf);
      answers.push(await attempt('stan', each));
    }
    expect(answers).toEqual(
      guarded.map(({ operationId, anyOf }) => [operationId, 403, anyOf[0]]),
    );
  });

  it('are enough, each by itself', async () => {
    for (const each of guarded) {
      for (const granted of each.anyOf) {
        denied = new Set(each.anyOf.filter(name => name !== granted));
        const [, status] = await attempt('stan', each);
        expect([each.operationId, granted, status]).not.toContain(403);
      }
    }
  });

  it('are asked for again when a key is repeated', async () => {
    const create = () =>
      itsm
        .call('stan', 'post', '/v1/incidents')
        .set('idempotency-key', 'key-of-stan')
        .send(CHECKOUT_DOWN);
    const { body } = await create().expect(201);
    expect((await create().expect(201)).body).toEqual(body);
    denied = new Set(['itsm.incident.create']);
    const refused = await create().expect(403);
    expect(refused.text).not.toContain(body.number);
  });

  it('leave a trace of who tried', async () => {
    denied = new Set(['itsm.record.erase', 'itsm.delivery.read']);
    await itsm.call('stan', 'post', '/v1/erasures').send({}).expect(403);
    await itsm.call('stan', 'get', '/v1/deliveries').expect(403);
    expect(itsm.audited.slice(-2)).toEqual([
      ['record-write', 'erase-person', 'not_permitted'],
      ['record-read', 'list-deliveries', 'not_permitted'],
    ]);
  });
});
