import type { Engine } from 'itsm-harness';

/** A statement that is written by hand, with its parameters in order. */
export class SqlText {
  readonly parameters: unknown[] = [];

  constructor(readonly engine: Engine) {}

  /** The place of a parameter; an equal one is sent once. */
  value(value: unknown): string {
    const known = this.parameters.indexOf(value);
    return known < 0 ? this.place(value) : `$${known + 1}`;
  }

  /** A place of its own: equal values may be of different types. */
  place(value: unknown): string {
    return `$${this.parameters.push(value)}`;
  }

  list(values: readonly unknown[]): string {
    return values.map(value => this.value(value)).join(', ');
  }

  /** Texts of several rows as one. */
  joined(expression: string, tail: string): string {
    const aggregate =
      this.engine === 'postgres'
        ? `string_agg(${expression}, ' ')`
        : `group_concat(${expression}, ' ')`;
    return `(select ${aggregate} ${tail})`;
  }
}
