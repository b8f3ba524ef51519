import type { Numbers } from '../rows/batches';

/** Rows as a JSON array, by table. The rows of a table all have the same columns in one order. */
export type Texts = Record<string, string>;

/** Writes very many rows into the tables of one plugin, faster than the plugin does. */
export interface Writer {
  /** Takes away what slows inserts down. */
  begin(): Promise<void>;
  insert(rows: Texts): Promise<void>;
  /** Records that come later get the numbers after these. */
  setNumbers(numbers: Numbers, texts: number): Promise<void>;
  /** Puts back what `begin` took, and lets the planner know what is there. */
  end(): Promise<void>;
  close(): Promise<void>;
}
