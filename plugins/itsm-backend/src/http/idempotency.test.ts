import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { databaseIds } from '../__testUtils__/databases';
import { migrationsDirectory } from '../database/database';
import {
  IdempotencyStore,
  withIdempotency,
  type KeyedRequest,
} from './idempotency';

const databases = TestDatabases.create({ ids: databaseIds });

describe.each(databaseIds)('keyed requests on %s', id => {
  let knex: Knex;
  let store: IdempotencyStore;
  const clock = { at: 1_000_000 };

  beforeAll(async () => {
    knex = await databases.init(id);
    await knex.migrate.latest({ directory: migrationsDirectory() });
    store = new IdempotencyStore(knex, () => clock.at);
  });

  /** A POST; answers what was sent. */
  async function post(
    key: string,
    perform: KeyedRequest['perform'],
    through = store,
  ) {
    let sent: string | undefined;
    await withIdempotency(through, {
      principal: 'user:default/eddie',
      key,
      operation: 'create-incident',
      params: {},
      content: [],
      body: {},
      perform,
      repeat: async ({ number, body }) => ({
        status: 201,
        body: body ?? `found ${number}`,
      }),
      send: (_status, body) => {
        sent = body;
      },
    });
    return sent;
  }

  /** Writes a record in a transaction of its own, as handlers do. */
  const writing =
    (number: string): KeyedRequest['perform'] =>
    async onWritten => {
      await knex.transaction(async trx => {
        await trx('counters').insert({ scope: number, value: 1 });
        await onWritten?.({ knex: trx }, number);
      });
      return { status: 201, body: number };
    };
  const isWritten = async (number: string) =>
    Boolean(await knex('counters').where({ scope: number }).first());

  it('a request slower than its lease writes nothing once a repeat took over', async () => {
    const repeated: (string | undefined)[] = [];
    const slow = post('slow', async onWritten => {
      clock.at += 61_000;
      repeated.push(await post('slow', writing('REPEAT-1')));
      return writing('SLOW-1')(onWritten);
    });
    await expect(slow).rejects.toMatchObject({
      code: 'idempotency_key_in_flight',
    });
    expect(repeated).toEqual(['REPEAT-1']);
    expect(await isWritten('REPEAT-1')).toBe(true);
    expect(await isWritten('SLOW-1')).toBe(false);
    expect(await post('slow', writing('SLOW-2'))).toBe('REPEAT-1');
  });

  it('a request slower than its lease that fails leaves the key to who holds it now', async () => {
    let go = () => {};
    const waiting = new Promise<void>(resolve => {
      go = resolve;
    });
    let repeat: Promise<string | undefined> | undefined;
    const slow = post('handed-over', async () => {
      clock.at += 61_000;
      const started = new Promise<void>(resolve => {
        repeat = post('handed-over', async onWritten => {
          resolve();
          await waiting;
          return writing('REPEAT-2')(onWritten);
        });
      });
      await started;
      throw new Error('refused');
    });
    await expect(slow).rejects.toThrow('refused');
    await expect(post('handed-over', writing('THIRD-2'))).rejects.toMatchObject(
      { code: 'idempotency_key_in_flight' },
    );
    go();
    expect(await repeat).toBe('REPEAT-2');
  });

  it('a record whose answer could not be kept is answered, found again and not repeated', async () => {
    class Forgetful extends IdempotencyStore {
      async answered(): Promise<void> {
        throw new Error('Connection terminated');
      }
    }
    const forgetful = new Forgetful(knex, () => clock.at);
    expect(await post('lost', writing('LOST-1'), forgetful)).toBe('LOST-1');
    await expect(post('lost', writing('LOST-2'))).rejects.toMatchObject({
      code: 'idempotency_key_in_flight',
    });
    clock.at += 61_000;
    expect(await post('lost', writing('LOST-2'))).toBe('found LOST-1');
    expect(await isWritten('LOST-2')).toBe(false);
  });
});
