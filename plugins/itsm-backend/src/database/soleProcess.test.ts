import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestDatabases, mockServices } from '@backstage/backend-test-utils';
import knexFactory, { type Knex } from 'knex';
import { databaseIds } from '../__testUtils__/databases';
import { claimSqliteFile } from './soleProcess';

const databases = TestDatabases.create({ ids: databaseIds });

/** Opens the database as the plugin does, says so, and stays. */
const OTHER = `
  const Database = require(process.argv[1]);
  const lock = new Database(process.argv[2] + '.lock', { timeout: 0 });
  lock.exec('begin exclusive');
  process.stdout.write('open');
  setInterval(() => {}, 1000);
`;

describe('a process on an SQLite file', () => {
  let folder: string;
  const opened: Knex[] = [];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'itsm-sole-'));
  });
  afterAll(async () => {
    await Promise.all(opened.map(knex => knex.destroy()));
    await rm(folder, { recursive: true });
  });

  async function claim(filename: string) {
    const knex = knexFactory({
      client: 'better-sqlite3',
      connection: { filename },
      useNullAsDefault: true,
    });
    opened.push(knex);
    const logger = mockServices.logger.mock();
    const release = await claimSqliteFile(knex, logger);
    return { release, warnings: logger.warn.mock.calls.map(([text]) => text) };
  }

  it('says that another one has it open, and says nothing when that has stopped', async () => {
    const file = join(folder, 'itsm.sqlite');
    const first = await claim(file);
    expect(first.warnings).toEqual([]);
    const second = await claim(file);
    expect(second.warnings).toEqual([
      expect.stringMatching(
        /^Another process has the database .*itsm\.sqlite open\..*stop the other process/,
      ),
    ]);
    first.release();
    second.release();
    expect((await claim(file)).warnings).toEqual([]);
  });

  it('raises no alarm over one that was killed', async () => {
    const file = join(folder, 'killed.sqlite');
    const driver = require.resolve('better-sqlite3');
    const other = spawn(process.execPath, ['-e', OTHER, driver, file]);
    await once(other.stdout, 'data');
    expect((await claim(file)).warnings).toHaveLength(1);
    other.kill('SIGKILL');
    await once(other, 'exit');
    expect((await claim(file)).warnings).toEqual([]);
  });

  it('goes on where it can not find out', async () => {
    const missing = await claim(join(folder, 'a.sqlite'));
    missing.release();
    const { warnings } = await claim(':memory:');
    expect(warnings).toEqual([]);
  });

  it.each(databaseIds)('is no matter of %s', async id => {
    const logger = mockServices.logger.mock();
    (await claimSqliteFile(await databases.init(id), logger))();
    expect(logger.warn).not.toHaveBeenCalled();
  });
});
