/** A row by column name. */
export type Row = Record<string, unknown>;

/** Rows by table, all of one batch. Every row of a table has the same columns in the same order. */
export type Tables = Record<string, Row[]>;
