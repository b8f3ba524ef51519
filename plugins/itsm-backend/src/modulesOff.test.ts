import { TestDatabases } from '@backstage/backend-test-utils';
import { builtInKinds } from 'backstage-plugin-itsm-common';
import { databaseIds } from './__testUtils__/databases';
import { startItsm } from './__testUtils__/startItsm';

const databases = TestDatabases.create({ ids: databaseIds });

const [id] = databaseIds;

describe('a kind that the configuration switches off', () => {
  it.each(builtInKinds.map(({ name, plural }) => [name, plural]))(
    '%s leaves no route, permission or setting',
    async (name, plural) => {
      const itsm = await startItsm({
        knex: await databases.init(id),
        itsm: { modules: { [name]: false } },
      });
      const json = async (path: string) =>
        (await itsm.call('adam', 'get', path).expect(200)).body;

      const { paths } = await json('/openapi.json');
      const ofKind = new RegExp(`^/v1/${plural}(/|\\.|$)`);
      expect(Object.keys(paths).filter(path => ofKind.test(path))).toEqual([]);
      // Deployments are stored without changes, too, for those who may read changes
      const guards = Object.entries(paths)
        .filter(([path]) => !path.startsWith('/v1/deployments'))
        .flatMap(([, operations]) => Object.values(operations as object))
        .map(operation => operation['x-permission']);
      expect(guards.filter(each => each.includes(`itsm.${name}.`))).toEqual([]);
      await itsm.call('adam', 'get', `/v1/${plural}`).expect(404);
      await itsm.call('adam', 'get', `/v1/${plural}.csv`).expect(404);
      await itsm.call('adam', 'post', `/v1/${plural}`).send({}).expect(404);

      const { permissions } = await json(
        '/.well-known/backstage/permissions/metadata',
      );
      const names: string[] = permissions.map((p: any) => p.name);
      expect(names.filter(each => each.startsWith(`itsm.${name}.`))).toEqual(
        [],
      );
      expect(names.length).toBeGreaterThan(10);

      const settings = await json('/v1/settings');
      expect(settings.kinds.map((kind: any) => kind.name)).toEqual(
        builtInKinds.map(kind => kind.name).filter(each => each !== name),
      );
      expect(JSON.stringify(settings.permissions)).not.toContain(
        `itsm.${name}.`,
      );
      await itsm.call('adam', 'get', '/v1/records?state=all').expect(200);
      await itsm.stop();
    },
  );
});
