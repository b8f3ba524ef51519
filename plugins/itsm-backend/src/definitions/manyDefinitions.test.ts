import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { databaseIds } from '../__testUtils__/databases';
import {
  explain,
  recordStatements,
  type Statement,
} from '../__testUtils__/statements';
import { isPostgres } from '../database/database';
import { fillDefinitions } from './__testUtils__/fillDefinitions';
import { startWithDefinitions } from './__testUtils__/withDefinitions';

const databases = TestDatabases.create({ ids: databaseIds });

describe.each(databaseIds)('10,000 definitions of each type, %s', id => {
  let knex: Knex;
  let itsm: Awaited<ReturnType<typeof startWithDefinitions>>;
  let runs = 0;
  beforeAll(async () => {
    knex = await databases.init(id);
    itsm = await startWithDefinitions(knex);
  });
  afterAll(() => itsm?.stop());

  const open = () =>
    itsm
      .call('rita', 'post', '/v1/incidents')
      .send({
        title: 'Orphan is down',
        description: 'It does not answer',
        impact: 'low',
        urgency: 'low',
        entities: ['component:default/orphan'],
      })
      .expect(201);
  const deploy = (repository: string) => {
    runs += 1;
    return itsm
      .call('machine', 'post', '/v1/deployments')
      .send({
        repository,
        runId: String(runs),
        environment: 'test',
        state: 'success',
        revision: '1a2b3c4',
      })
      .expect(200);
  };
  const statementsOf = async (work: () => Promise<unknown>) => {
    // What is read once is not counted
    await work();
    const recorder = recordStatements(knex);
    await work();
    recorder.stop();
    return recorder.statements;
  };

  it('cost a record and a deployment not one statement more, and no scan', async () => {
    await fillDefinitions(knex, 1);
    const few = [
      await statementsOf(open),
      await statementsOf(() => deploy('acme/service-0')),
    ];
    await fillDefinitions(knex, 10_000);
    const many = [
      await statementsOf(open),
      await statementsOf(() => deploy('acme/service-9999')),
    ];
    // What outlets do meanwhile is left out
    const askingIn = (all: Statement[][]) =>
      all.flat().filter(({ sql }) => /definition/.test(sql));
    const asking = askingIn(many);
    expect(asking.map(({ sql }) => sql)).toEqual(
      askingIn(few).map(({ sql }) => sql),
    );
    expect(asking.length).toBeGreaterThan(2);
    if (isPostgres(knex)) await knex.raw('analyze');
    for (const statement of asking) {
      const plan = (await explain(knex, statement)).join('\n');
      expect(plan).not.toMatch(
        isPostgres(knex)
          ? /Seq Scan on definition(s|_versions|_keys)\b/
          : /SCAN definition/,
      );
    }
    const { body } = await deploy('acme/service-9999');
    expect(body.deployment.entities).toEqual(['component:default/checkout']);
  });
});
