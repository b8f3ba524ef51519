import { TestDatabases } from '@backstage/backend-test-utils';
import { v7 as uuid } from 'uuid';
import { databaseIds } from '../__testUtils__/databases';
import { waitingDeployments } from './waitingDeployments';
import { isPostgres } from '../database/database';
import {
  CHECKOUT,
  NOON,
  PAYMENT,
  startInbox,
} from '../inbox/__testUtils__/startInbox';

const databases = TestDatabases.create({ ids: databaseIds });
const ROWS = 5_000;

/** Thousands of deployments and deliveries of which a few wait and a few are dead. */
async function fill(inbox: Awaited<ReturnType<typeof startInbox>>) {
  const { knex } = inbox;
  const rows = Array.from({ length: ROWS }, (_, i) => ({
    id: uuid({ msecs: NOON + i }),
    i,
  }));
  await knex.batchInsert(
    'deployments',
    rows.map(({ id, i }) => ({
      id,
      key: `${i}`,
      instance: 'shop',
      run_key: `${i}`,
      environment: 'test',
      production: 0,
      outcome: 'success',
      revision: 'a',
      attempt: 1,
      created_at: NOON + i,
      children: '[]',
      unmapped_reason: i % 500 === 0 ? 'no_entity' : null,
    })),
    100,
  );
  await knex.batchInsert(
    'deployment_entities',
    rows.map(({ id, i }) => ({
      deployment_id: id,
      entity_ref: i % 3 ? PAYMENT : CHECKOUT,
    })),
    100,
  );
  await knex.batchInsert(
    'deliveries',
    rows.map(({ id, i }) => ({
      id,
      instance: 'shop',
      key: `${i}`,
      headers: '{}',
      body: Buffer.from('{}'),
      status: i % 500 === 0 ? 'dead' : 'processed',
      attempts: 1,
      received_at: NOON + i,
      records: '[]',
    })),
    100,
  );
  await knex.raw('analyze');
  return rows[ROWS / 2].id;
}

describe.each(databaseIds)('pages of the inbox on %s', id => {
  it('are found by index, neither scanned nor sorted', async () => {
    const inbox = await startInbox(await databases.init(id));
    const { knex, store, deploymentStore } = inbox;
    const page = { before: await fill(inbox), limit: 20 };
    const asked: { sql: string; bindings: any[] }[] = [];
    knex.on('query', ({ sql, bindings }) => asked.push({ sql, bindings }));
    const found = [
      await deploymentStore.list(knex, { ...page, entity: CHECKOUT }),
      await deploymentStore.list(knex, { ...page, unmapped: true }),
      await waitingDeployments(knex, { after: '' }, 20),
      await store.list({ ...page, status: 'dead' }),
      await store.list(page),
    ];
    knex.removeAllListeners('query');
    expect(found.map(rows => rows.length)).toEqual([20, 5, 10, 5, 20]);
    expect(asked).toHaveLength(5);
    for (const { sql, bindings } of asked) {
      const explain = isPostgres(knex) ? 'explain' : 'explain query plan';
      const result: any = await knex.raw(
        `${explain} ${sql.replace(/\$\d+/g, '?')}`,
        bindings,
      );
      const plan = (result.rows ?? result)
        .map((row: any) => row.detail ?? row['QUERY PLAN'])
        .join('\n');
      expect(plan).toMatch(/INDEX/i);
      expect(plan).not.toMatch(/Seq Scan|Sort|TEMP B-TREE|SCAN (?!.* USING)/);
    }
  });
});
