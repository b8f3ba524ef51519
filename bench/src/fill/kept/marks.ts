import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { postgresUrl, type Engine } from 'itsm-harness';
import { Client } from 'pg';

/**
 * Whether a kept database is complete, and what is known of it. The note is written last of all,
 * so that half a database is never taken for a whole one.
 */
export interface Marks {
  /** Names of all kept databases that begin so. */
  names(prefix: string): Promise<string[]>;
  read(name: string): Promise<any>;
  write(name: string, note: object): Promise<void>;
  drop(name: string): Promise<void>;
}

/** @param folder - where SQLite's databases are, each a folder of files */
export function marksOf(engine: Engine, folder: string): Marks {
  return engine === 'sqlite' ? inFiles(folder) : inComments();
}

/** A note is beside its database, not in it: a copy is not complete because its origin is. */
function inFiles(folder: string): Marks {
  mkdirSync(folder, { recursive: true });
  const noteOf = (name: string) => join(folder, `${name}.json`);
  return {
    names: async prefix =>
      readdirSync(folder, { withFileTypes: true })
        .filter(entry => entry.isDirectory() && entry.name.startsWith(prefix))
        .map(entry => entry.name),
    read: async name =>
      existsSync(noteOf(name))
        ? JSON.parse(readFileSync(noteOf(name), 'utf8'))
        : undefined,
    write: async (name, note) =>
      writeFileSync(noteOf(name), JSON.stringify(note)),
    drop: async name => {
      rmSync(noteOf(name), { force: true });
      rmSync(join(folder, name), { recursive: true, force: true });
    },
  };
}

/** PostgreSQL keeps a comment with each database, outside of it. */
function inComments(): Marks {
  const ask = async (sql: string, values: string[] = []) => {
    const client = new Client({ connectionString: postgresUrl() });
    await client.connect();
    try {
      return (await client.query(sql, values)).rows;
    } finally {
      await client.end();
    }
  };
  return {
    names: async prefix => {
      const rows = await ask(
        'select datname as name from pg_database where starts_with(datname, $1)',
        [prefix],
      );
      return rows.map(row => row.name);
    },
    read: async name => {
      const [row] = await ask(
        `select shobj_description(oid, 'pg_database') as note from pg_database where datname = $1`,
        [name],
      );
      return row?.note ? JSON.parse(row.note) : undefined;
    },
    write: async (name, note) => {
      const text = JSON.stringify(note).replace(/'/g, "''");
      await ask(`comment on database "${name}" is '${text}'`);
    },
    drop: async name => {
      await ask(`drop database if exists "${name}" with (force)`);
    },
  };
}
