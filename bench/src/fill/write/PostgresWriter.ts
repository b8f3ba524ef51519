import { Client } from 'pg';
import type { Numbers } from '../rows/batches';
import type { Texts, Writer } from './Writer';

/** Where a column is not simply the value of the row. */
const TEXT_INDEX = {
  columns: 'record_id, rank, tsv',
  select: `record_id, rank, setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('simple', body), 'B')`,
  row: 'record_id text, rank bigint, title text, body text',
};

const quoted = (name: string) => `"${name}"`;

/** Sends the rows of a table as one JSON document, which the server takes apart. */
export class PostgresWriter implements Writer {
  private readonly client: Client;
  private readonly statements = new Map<string, string>();
  private indexes: { name: string; definition: string }[] = [];

  constructor(
    connection: object,
    private readonly schema: string,
  ) {
    this.client = new Client(connection);
  }

  async begin(): Promise<void> {
    await this.client.connect();
    // A replica checks no foreign keys. What is written is verified by tests
    await this.run(
      `set search_path to ${quoted(this.schema)}; set session_replication_role = replica; set synchronous_commit = off`,
    );
    this.indexes = await this.run(
      `select c.relname as name, pg_get_indexdef(i.indexrelid) as definition
       from pg_index i join pg_class c on c.oid = i.indexrelid
       where c.relnamespace = current_schema()::regnamespace and not i.indisunique`,
    );
    for (const { name } of this.indexes) {
      await this.run(`drop index ${quoted(name)}`);
    }
  }

  async insert(rows: Texts): Promise<void> {
    await this.run('begin');
    for (const [table, text] of Object.entries(rows)) {
      await this.run(await this.statementFor(table, text), [text]);
    }
    await this.run('commit');
  }

  private async statementFor(table: string, text: string): Promise<string> {
    const known = this.statements.get(table);
    if (known) return known;
    const { columns, select, row } =
      table === 'record_text' ? TEXT_INDEX : await this.asGiven(table, text);
    const sql = `insert into ${quoted(table)} (${columns}) select ${select} from json_to_recordset($1) as x(${row})`;
    this.statements.set(table, sql);
    return sql;
  }

  private async asGiven(table: string, text: string) {
    const types = await this.run(
      `select attname as name, format_type(atttypid, atttypmod) as type from pg_attribute
       where attrelid = to_regclass($1) and attnum > 0 and not attisdropped`,
      [`${quoted(this.schema)}.${quoted(table)}`],
    );
    const typeOf = new Map(types.map(({ name, type }) => [name, type]));
    const names = Object.keys(JSON.parse(text)[0]);
    const columns = names.map(quoted).join(', ');
    const row = names.map(n => `${quoted(n)} ${typeOf.get(n)}`).join(', ');
    return { columns, select: columns, row };
  }

  async setNumbers(numbers: Numbers): Promise<void> {
    for (const [kind, count] of Object.entries(numbers)) {
      const sequence = quoted(`itsm_number_${kind}_it`);
      await this.run('select setval($1::regclass, $2)', [sequence, count]);
    }
  }

  async end(): Promise<void> {
    for (const { definition } of this.indexes) await this.run(definition);
    const tables = await this.run(
      `select relname as name from pg_class
       where relnamespace = current_schema()::regnamespace and relkind = 'r'`,
    );
    // Autovacuum would come soon, and until then no index could answer without the table
    for (const { name } of tables) {
      await this.run(`vacuum (analyze) ${quoted(name)}`);
    }
  }

  private async run(sql: string, values?: unknown[]): Promise<any[]> {
    return (await this.client.query(sql, values)).rows;
  }

  async close(): Promise<void> {
    await this.client.end();
  }
}
