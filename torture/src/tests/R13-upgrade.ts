import { join } from 'node:path';
import {
  ROOT,
  type BackendProcess,
  type HarnessDatabase,
  untilCatalogKnows,
} from 'itsm-harness';
import { Findings } from '../support/findings';
import { invariants } from '../support/invariants';
import { tortureTest, type Arena } from '../TortureTest';

const directory = join(ROOT, 'plugins/itsm-backend/migrations');
/** The last migration of the oldest schema that anybody has. */
const FIRST_SCHEMA = '20261122000100_deployments.js';
const RECORDS = 10;

interface Setup {
  arena: Arena;
  database: HarnessDatabase;
}

export const upgrade = tortureTest<Setup>({
  id: 'R13',
  title: 'Two new replicas find an old schema',
  promise:
    'When replicas with a newer schema start at the same time, on an empty database of the plugin or on an older one with records, each migration runs once, every record is whole afterwards, and both serve.',
  unit: 'upgrades',
  engines: ['postgres'],
  fullDose: 100,
  smallDose: 1,
  mutants: [
    {
      name: 'A migration leaves out the rows that are there',
      file: 'plugins/itsm-backend/migrations/20261122000200_restricted_copies.js',
      find: "knex('records').where('restricted', 1)",
      replace: "knex('records').where('restricted', 2)",
    },
  ],
  async setUp(arena) {
    const database = await arena.newDatabase();
    const backend = await arena.start({ database });
    await untilCatalogKnows(backend);
    await openRecords(backend);
    await backend.stop();
    return { arena, database };
  },
  async round({ arena, database }, seed, random) {
    const findings = new Findings();
    const knex = database.open();
    try {
      const steps = await goBack(knex, seed % 2 === 0);
      const both = await Promise.all([
        arena.start({ database }),
        arena.start({ database }),
      ]);
      const answers = await Promise.all(
        both.map(backend => backend.call('GET', '/api/itsm/v1/incidents')),
      );
      answers.forEach(({ status, text }) =>
        findings.expect(status === 200, () => `After ${steps}: ${text}`),
      );
      const ran = await knex('knex_migrations').pluck('name');
      findings.expect(
        ran.length === new Set(ran).size,
        () => `After ${steps} migrations ran twice: ${ran}`,
      );
      await openRecords(both[random.below(2)]);
      findings.list.push(...(await invariants(knex)));
      await Promise.all(both.map(backend => backend.stop()));
      return { units: 1, violations: findings.all() };
    } finally {
      await knex.destroy();
    }
  },
});

/** To the first schema with what is in it, or to none at all; says how far. */
async function goBack(
  knex: ReturnType<HarnessDatabase['open']>,
  allTheWay: boolean,
): Promise<string> {
  if (allTheWay) {
    await knex.migrate.rollback({ directory }, true);
    return 'all steps back';
  }
  const ran: string[] = await knex('knex_migrations').pluck('name');
  const steps = ran.filter(name => name > FIRST_SCHEMA).length;
  for (let step = 0; step < steps; step += 1) {
    await knex.migrate.down({ directory });
  }
  return `${steps} steps back`;
}

/** Some of them restricted: what a migration must not forget. */
async function openRecords(backend: BackendProcess): Promise<void> {
  for (let n = 0; n < RECORDS; n += 1) {
    const { status, text } = await backend.call(
      'POST',
      '/api/itsm/v1/incidents',
      {
        body: {
          title: `Before the upgrade ${n}`,
          description: 'x',
          impact: 'low',
          urgency: 'low',
          entities: ['component:default/checkout'],
          restricted: n % 2 === 0,
        },
      },
    );
    if (status !== 201) throw new Error(`Opening: ${text}`);
  }
}
