/* eslint-disable jest/no-export */
import {
  act,
  CAPABILITIES,
  lifecycleRows,
  offeredActions,
  type KindDefinition,
} from '../..';
import { contextOf, recordOf } from './kindTest';

/** One line of a table. */
interface Row {
  action: string;
  /** A second lifecycle, in which `from` and `to` are. */
  lifecycle?: string;
  from: string;
  to: string;
  who: readonly string[];
  /** The cases to which it applies, or the states of the record if it is of a second lifecycle. */
  only?: readonly string[];
}

const LINE =
  /^\s*(\w+) +(?:(\w+)\.)?(\w+) +-> +(?:\w+\.)?(\w+) +(\w[\w ]*?) *(?:\| *(\w[\w ]*?))? *$/;

function rowsOf(table: string): Row[] {
  return table
    .trim()
    .split('\n')
    .map(line => {
      const found = LINE.exec(line);
      if (!found) throw new Error(`Not a row of a lifecycle: ${line}`);
      const [, action, lifecycle, from, to, who, only] = found;
      return {
        action,
        lifecycle,
        from,
        to,
        who: who.split(/ +/),
        only: only?.split(/ +/),
      };
    });
}

const applies = (row: Row, state: string, name: string) =>
  row.lifecycle
    ? row.from === name && row.only!.includes(state)
    : row.from === state && (!row.only || row.only.includes(name));

/**
 * Holds a kind to its table, which is written by hand as its practice has it and is all that is
 * expected of the kind. A line is `action from -> to who | only`: what stands after the bar are the
 * cases in which the action exists, by the names of `cases`, which give the record's `data`. Of a
 * second lifecycle the states are written `lifecycle.state`, the cases are named like them, and after
 * the bar are the states of the record.
 */
export function itFollows(
  kind: KindDefinition,
  table: string,
  cases: Record<string, object> = { any: {} },
): void {
  const rows = rowsOf(table);
  const records = Object.keys(kind.states).flatMap(state =>
    Object.entries(cases).map(([name, data]) => ({
      where: `${state}, ${name}`,
      record: recordOf(kind, state, { data }),
      rows: rows.filter(row => applies(row, state, name)),
    })),
  );

  it('has exactly these rows', () => {
    const found = lifecycleRows(kind).map(row => ({
      ...row,
      lifecycle: kind.actions[row.action].lifecycle,
    }));
    expect(found).toEqual(rows.map(({ only: _, ...row }) => row));
  });

  it('refuses every action in every state that the table does not list', () => {
    const everyone = contextOf([...CAPABILITIES]);
    const names = [...new Set(rows.map(row => row.action)), 'constructor'];
    for (const { where, record, rows: possible } of records) {
      const others = names.filter(
        name => !possible.some(({ action }) => action === name),
      );
      const outcomes = others.map(name => {
        try {
          act(kind, record, name, {}, everyone);
          return [where, name, 'performed'];
        } catch (error: any) {
          return [where, name, error.statusCode, error.code];
        }
      });
      expect(outcomes).toEqual(
        others.map(name => [where, name, 409, 'illegal_transition']),
      );
    }
  });

  it('is open to those whom the table names, and to nobody else', () => {
    for (const capability of CAPABILITIES) {
      for (const { where, record, rows: possible } of records) {
        const open = possible.filter(({ who }) => who.includes(capability));
        const offered = offeredActions(kind, record, contextOf([capability]));
        expect([capability, where, offered.map(({ name }) => name)]).toEqual([
          capability,
          where,
          [...new Set(open.map(({ action }) => action))],
        ]);
      }
    }
  });
}
