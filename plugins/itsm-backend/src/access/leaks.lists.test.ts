import { TestDatabases } from '@backstage/backend-test-utils';
import { databaseIds } from '../__testUtils__/databases';
import {
  ACTIONS,
  EVERYBODY,
  withSecrets,
} from '../principals/__testUtils__/secrets';

const databases = TestDatabases.create({ ids: databaseIds });

describe.each(databaseIds)(
  'what the policy does not grant is in no list, %s',
  id => {
    const { call, readableBy, ownOf } = withSecrets(() => databases.init(id));

    it.each(EVERYBODY.map(person => [person]))(
      'lists, counts and searches for %s',
      async person => {
        const expected = readableBy(person);
        for (const query of [
          'state=all',
          'state=all&q=walrus',
          'state=all&entity=checkout',
          'state=all&entity=checkout&sort=updated',
          'state=all&q=walrus&entity=checkout',
          'state=all&within=group:default/team-checkout',
          'state=all&within=group:default/engineering&sort=updated',
          'state=all&near=checkout,search',
          'state=all&near=search,checkout&sort=updated&q=walrus',
          'state=all&q=walrus&within=group:default/team-checkout',
        ]) {
          const { body } = await call(
            person,
            'get',
            `/v1/records?${query}&count=true`,
          );
          expect(body.items.map((r: any) => r.number).sort()).toEqual(expected);
          expect(body.count).toEqual({ value: expected.length, capped: false });
        }
        const { body } = await call(
          person,
          'get',
          '/v1/records?state=all&mine=true&count=true',
        );
        expect(body.items.map((r: any) => r.number).sort()).toEqual(
          ownOf(person),
        );
        expect(body.count).toEqual({
          value: ownOf(person).length,
          capped: false,
        });
      },
    );

    it.each(EVERYBODY.map(person => [person]))(
      'exports for %s',
      async person => {
        const expected = readableBy(person);
        const found: string[] = [];
        const refused: number[] = [];
        for (const [collection] of Object.values(ACTIONS)) {
          const { status, text } = await call(
            person,
            'get',
            `/v1/${collection}.csv?state=all&entity=checkout`,
          );
          if (status !== 200) refused.push(status);
          else {
            const lines = text.split('\r\n').slice(1, -1);
            found.push(...lines.map(line => line.split(',')[0]));
          }
        }
        expect(new Set(refused)).toEqual(
          new Set(person === 'rita' ? [403] : []),
        );
        expect(found.sort()).toEqual(expected);
      },
    );
  },
);
