import {
  postgresUrl,
  preparedDatabase,
  type Engine,
  type HarnessDatabase,
} from 'itsm-harness';
import { invariants } from '../support/invariants';
import { checkUpgraded, type Upgraded } from './checkUpgraded';
import { readFixture, type Fixture } from './fixture';
import { load } from './load';

jest.setTimeout(240_000);

const ENGINES: Engine[] = postgresUrl() ? ['sqlite', 'postgres'] : ['sqlite'];

describe.each(ENGINES)('what an earlier build left, on %s', engine => {
  let fixture: Fixture;
  let database: HarnessDatabase;
  let upgraded: Upgraded;

  beforeAll(async () => {
    fixture = readFixture();
    database = await preparedDatabase(engine);
    await load(database, fixture);
    const knex = database.open();
    const wrongBefore = await invariants(knex, { told: Infinity });
    await knex.destroy();
    upgraded = await checkUpgraded({
      ...fixture,
      database,
      before: fixture.answers,
      wrongBefore,
      isTextRefilled: true,
    });
  });
  afterAll(() => database?.drop());

  it('is said as it was, verifies, has names, and goes on', () => {
    expect(upgraded.faults).toEqual([]);
    expect(upgraded.entries).toBeGreaterThan(fixture.tables.entries.length);
    expect(Object.keys(fixture.answers)).toHaveLength(fixture.questions.length);
  });
});
