import type { Knex } from 'knex';

/** Where the database quotes what it was given. */
const QUOTED = /(: |near )".*"$/s;

/** Fields of PostgreSQL's errors that hold rows. */
const HOLD_VALUES = ['detail', 'where', 'internalQuery'];

/**
 * Makes errors of the database speak of statements and not of what people wrote: knex writes the
 * values into the message (on SQLite), PostgreSQL adds the row, and errors go to the log and to the
 * auditor.
 */
export function redactDatabaseErrors(knex: Knex): void {
  knex.client.on('query-error', (error: any, { sql }: { sql: string }) => {
    const full = String(error.message);
    const own = full
      .slice(full.lastIndexOf(' - ') + 3)
      .replace(QUOTED, '$1"…"');
    error.message = `${sql} - ${own}`;
    const frames = String(error.stack)
      .split('\n')
      .filter(line => /^\s+at /.test(line));
    error.stack = [`${error.name}: ${error.message}`, ...frames].join('\n');
    for (const field of HOLD_VALUES) delete error[field];
  });
}
