import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { ResponseError } from '@backstage/errors';
import express from 'express';
import knexFactory from 'knex';
import request from 'supertest';
import { redactDatabaseErrors } from '../database/redactDatabaseErrors';
import { errorHandler } from './errorHandler';

const logger = mockServices.logger.mock();
beforeEach(() => logger.error.mockClear());

async function answerTo(error: unknown) {
  const app = express();
  app.get('/', () => {
    throw error;
  });
  app.use(errorHandler(logger));
  const { status, headers, body } = await request(app).get('/');
  return { status, code: body.error.code, retry: headers['retry-after'] };
}

const responseOf = (status: number) =>
  ResponseError.fromResponse(new Response('{}', { status }) as any);

describe('the error handler', () => {
  it.each([
    'Connection terminated unexpectedly',
    'Connection terminated',
    // What a transaction says whose connection ended
    'ROLLBACK - Client has encountered a connection error and is not queryable',
    'Knex: Timeout acquiring a connection. Unable to acquire a connection',
  ])('takes "%s" for a database that is away', async message => {
    expect(await answerTo(new Error(message))).toEqual({
      status: 503,
      code: 'database_away',
      retry: '5',
    });
  });

  it.each(['57P01', '57P03', '53300', '08006', 'ECONNREFUSED', 'EPIPE'])(
    'takes the code %s for a database that is away',
    async code => {
      const error = Object.assign(new Error('the system is starting'), {
        code,
      });
      expect((await answerTo(error)).code).toBe('database_away');
    },
  );

  it.each([
    'SQLITE_CANTOPEN',
    'SQLITE_FULL',
    'SQLITE_IOERR_WRITE',
    'SQLITE_READONLY_DBMOVED',
  ])('takes the code %s for a database that is away', async code => {
    const error = Object.assign(new Error('no'), { code });
    expect((await answerTo(error)).code).toBe('database_away');
  });

  it.each([
    'SQLITE_BUSY',
    'SQLITE_BUSY_SNAPSHOT',
    'SQLITE_LOCKED',
    'SQLITE_LOCKED_SHAREDCACHE',
    '40001',
    '40P01',
    '55P03',
    '57014',
  ])('takes the code %s for a database that is busy', async code => {
    const error = Object.assign(new Error('database is locked'), { code });
    expect(await answerTo(error)).toEqual({
      status: 503,
      code: 'database_busy',
      retry: '1',
    });
  });

  it('hears of a file that another process writes to', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'itsm-busy-'));
    const open = (timeout: number) =>
      knexFactory({
        client: 'better-sqlite3',
        connection: { filename: join(folder, 'a.sqlite'), timeout } as any,
        useNullAsDefault: true,
      });
    const [one, other] = [open(0), open(0)];
    redactDatabaseErrors(other);
    await one.raw('begin immediate');
    const busy = await other
      .raw('begin immediate')
      .then(() => undefined)
      .catch(error => error);
    expect((await answerTo(busy)).code).toBe('database_busy');
    await Promise.all([one.destroy(), other.destroy()]);
    await rm(folder, { recursive: true });
  });

  it.each([500, 502, 503, 401])(
    'tells to try again when a service that was asked answers %s',
    async status => {
      const error = await responseOf(status);
      expect(await answerTo(error)).toEqual({
        status: 503,
        code: 'service_away',
        retry: '5',
      });
      expect(logger.error.mock.calls.flat()).toContain(error);
    },
  );

  it.each([400, 403, 404, 409])(
    'takes the answer %s of a service for a fault of ours',
    async status => {
      expect(await answerTo(await responseOf(status))).toEqual({
        status: 500,
        code: 'internal',
        retry: undefined,
      });
    },
  );
});
