import type { Condition } from 'backstage-plugin-itsm-common';

/** How the conditions of a group belong together. */
export type Join = 'all' | 'any' | 'none';

/** What a row asks of its fact. */
export type Operator =
  'is' | 'oneOf' | 'startsWith' | 'includes' | 'isSet' | 'isNotSet';

/** One row: a fact, what is asked of it, and the values that it is compared with. */
export interface Row {
  fact: string;
  operator: Operator;
  /** The row matches what does not match. */
  negated: boolean;
  values: readonly string[];
}

/** Rows and groups that are joined. */
export interface Group {
  join: Join;
  parts: readonly Part[];
}

export type Part = Row | Group;

export const isGroup = (part: Part): part is Group => 'parts' in part;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The rows that say what a condition says; undefined for one that rows can't say. */
export function toTree(condition: unknown): Group | undefined {
  const part = toPart(condition);
  if (!part) return undefined;
  return isGroup(part) ? part : { join: 'all', parts: [part] };
}

/** The condition that rows say. A row that is not filled in yet makes one that is refused. */
export function fromTree(tree: Group): Condition {
  const [only, ...more] = tree.parts;
  const isOneRow = only && more.length === 0 && !isGroup(only);
  return isOneRow && tree.join === 'all' ? fromRow(only) : fromGroup(tree);
}

/** A group in a group stays one, even around a single row: its writer is about to add another. */
function fromGroup({ join, parts }: Group): Condition {
  const inner = parts.map(part =>
    isGroup(part) ? fromGroup(part) : fromRow(part),
  );
  if (join === 'none') return { $not: { $any: inner } };
  return join === 'any' ? { $any: inner } : { $all: inner };
}

function toPart(condition: unknown): Part | undefined {
  if (!isObject(condition)) return undefined;
  const entries = Object.entries(condition);
  if (entries.length === 0) return { join: 'all', parts: [] };
  const [[key, inner]] = entries;
  if (!key.startsWith('$')) {
    const rows = entries.map(([fact, asked]) => toRow(fact, asked));
    if (!areAll(rows)) return undefined;
    return rows.length === 1 ? rows[0] : { join: 'all', parts: rows };
  }
  if (entries.length > 1) return undefined;
  if (key === '$not') return negate(toPart(inner));
  if (!Array.isArray(inner)) return undefined;
  const parts = inner.map(toPart);
  if (!areAll(parts)) return undefined;
  if (key === '$all') return { join: 'all', parts };
  return key === '$any' ? { join: 'any', parts } : undefined;
}

const areAll = <T>(parts: readonly (T | undefined)[]): parts is readonly T[] =>
  parts.every(part => part !== undefined);

const HAS_OPPOSITE: Partial<Record<Operator, Operator>> = {
  isSet: 'isNotSet',
  isNotSet: 'isSet',
};

function negate(part: Part | undefined): Part | undefined {
  if (!part) return undefined;
  if (!isGroup(part)) {
    const opposite = HAS_OPPOSITE[part.operator];
    return opposite
      ? { ...part, operator: opposite }
      : { ...part, negated: !part.negated };
  }
  // Rows can't say that one of several is missing
  return part.join === 'any' ? { join: 'none', parts: part.parts } : undefined;
}

function toRow(fact: string, asked: unknown): Row | undefined {
  const row = (operator: Operator, values: readonly unknown[]) =>
    values.every(value => typeof value === 'string')
      ? { fact, operator, negated: false, values: values as string[] }
      : undefined;
  if (!isObject(asked)) return row('is', [asked]);
  const [[name, value] = ['', undefined], ...more] = Object.entries(asked);
  if (more.length > 0) return undefined;
  switch (name) {
    case '$in':
      return Array.isArray(value) ? row('oneOf', value) : undefined;
    case '$hasPrefix':
      return row('startsWith', [value]);
    case '$contains':
      return row('includes', [value]);
    case '$exists':
      return typeof value === 'boolean'
        ? row(value ? 'isSet' : 'isNotSet', [])
        : undefined;
    default:
      return undefined;
  }
}

function fromRow({ fact, operator, negated, values }: Row): Condition {
  const [value = ''] = values;
  const asked: Record<Operator, unknown> = {
    is: value,
    oneOf: { $in: values },
    startsWith: { $hasPrefix: value },
    includes: { $contains: value },
    isSet: { $exists: true },
    isNotSet: { $exists: false },
  };
  const said = { [fact]: asked[operator] };
  return negated ? { $not: said } : said;
}
