import type { Numbers } from '../rows/batches';
import { openSqlite, type Sqlite } from './openSqlite';
import type { Texts, Writer } from './Writer';

const quoted = (name: string) => `"${name}"`;

type Row = Record<string, unknown>;
type Statement = ReturnType<Sqlite['prepare']>;

/** Prepared statements, one transaction for each call, by the driver that the engine uses. */
export class SqliteWriter implements Writer {
  private readonly database: Sqlite;
  private readonly statements = new Map<string, Statement>();
  private indexes: { name: string; sql: string }[] = [];

  constructor(file: string) {
    this.database = openSqlite(file);
  }

  async begin(): Promise<void> {
    // Whoever finds half a fill makes it anew: nothing has to survive a crash
    this.pragmas(
      // Not off: the driver is built to refuse that
      'journal_mode = memory',
      'synchronous = off',
      'cache_size = -524288',
      'threads = 2',
      'locking_mode = exclusive',
      'foreign_keys = off',
    );
    this.indexes = this.database
      .prepare(
        `select name, sql from sqlite_master where type = 'index' and sql not like 'create unique %'`,
      )
      .all() as typeof this.indexes;
    for (const { name } of this.indexes) {
      this.database.exec(`drop index ${quoted(name)}`);
    }
  }

  async insert(rows: Texts): Promise<void> {
    this.database.exec('begin');
    for (const [table, text] of Object.entries(rows)) {
      this.insertInto(table, JSON.parse(text));
    }
    this.database.exec('commit');
  }

  private insertInto(table: string, rows: Row[]): void {
    // FTS5 flushes whenever a row id is smaller than the one before
    if ('rowid' in rows[0]) {
      rows.sort((a, b) => Number(a.rowid) - Number(b.rowid));
    }
    const statement = this.statementFor(table, rows[0]);
    for (const row of rows) statement.run(Object.values(row));
  }

  private statementFor(table: string, row: Row): Statement {
    const known = this.statements.get(table);
    if (known) return known;
    const columns = Object.keys(row);
    const statement = this.database.prepare(
      `insert into ${quoted(table)} (${columns.map(quoted).join(', ')}) values (${columns.map(() => '?').join(', ')})`,
    );
    this.statements.set(table, statement);
    return statement;
  }

  async setNumbers(numbers: Numbers, texts: number): Promise<void> {
    this.insertInto('counters', [
      ...Object.entries(numbers).map(([kind, value]) => ({
        scope: `number:${kind}:it`,
        value,
      })),
      { scope: 'text', value: texts },
    ]);
  }

  async end(): Promise<void> {
    for (const { sql } of this.indexes) this.database.exec(sql);
    this.database.exec('analyze');
    this.pragmas('locking_mode = normal', 'journal_mode = wal');
  }

  private pragmas(...pragmas: string[]): void {
    for (const pragma of pragmas) this.database.pragma(pragma);
  }

  async close(): Promise<void> {
    this.database.close();
  }
}
