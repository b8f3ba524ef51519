/** As much of the driver as is used here; it comes without types. */
export interface Sqlite {
  prepare(sql: string): {
    run(values: unknown[]): unknown;
    all(): unknown[];
  };
  exec(sql: string): void;
  pragma(text: string): unknown;
  close(): void;
}

export function openSqlite(file: string): Sqlite {
  const Database = require('better-sqlite3');
  return new Database(file);
}
