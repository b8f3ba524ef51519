import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Knex } from 'knex';

/** Work on the database after which everything else in the process has a turn. */
const BUSY_MS = 1;

/**
 * SQLite answers inside the process and at once: statements that are awaited one after the other
 * never let the event loop turn, so that a loop of them (a backlog, a checkpoint over a million
 * entries) or one large transaction holds up every request until it ends. With this, a statement lets the
 * loop turn first, if it may not have turned for a while.
 */
export function yieldToEventLoop({ client }: Knex): void {
  let turnedAt = 0;
  // Of this database alone. A transaction makes a client of its own from the constructor of this one
  client.constructor = class extends client.constructor {
    async _query(connection: unknown, statement: unknown) {
      if (performance.now() - turnedAt >= BUSY_MS) {
        await nextTurn();
        turnedAt = performance.now();
      }
      return super._query(connection, statement);
    }
  };
  Object.setPrototypeOf(client, client.constructor.prototype);
}
