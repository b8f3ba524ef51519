import type { Cell } from '../results/Results';
import {
  bootstrap,
  ratioOf,
  sumOf,
  type Interval,
} from '../statistics/interval';
import { rounded } from '../statistics/Timing';
import type { Goal } from './Scenario';

type Part = string | readonly string[];

const listOf = (cell: Cell, name: string) => {
  const found = cell.numbers[name];
  return Array.isArray(found) ? found : undefined;
};

function blocksOf(cell: Cell, part: Part): number[] | undefined {
  const names = typeof part === 'string' ? [part] : part;
  const series = names.map(
    name => cell.timings[name]?.blocks ?? listOf(cell, name),
  );
  return series.every(blocks => blocks !== undefined)
    ? sumOf(...(series as number[][]))
    : undefined;
}

/** Times (or other blocks) in terms of others; several names are added up block by block. */
export const ratio =
  (of: Part, over: Part) =>
  (cell: Cell): Interval | undefined => {
    const [above, below] = [blocksOf(cell, of), blocksOf(cell, over)];
    return above && below && ratioOf(above, below);
  };

/** The blocks themselves. */
export const blocks =
  (of: Part) =>
  (cell: Cell): Interval | undefined => {
    const found = blocksOf(cell, of);
    return found && bootstrap(found);
  };

/** A number that is known exactly, or of which there is one only. */
export const exactly =
  (name: string) =>
  (cell: Cell): Interval | undefined => {
    const value = cell.numbers[name];
    return typeof value === 'number'
      ? { value, low: value, high: value }
      : undefined;
  };

/** The promise that something does not happen. */
export const none = (id: string, text: string, name: string): Goal => ({
  id,
  text,
  unit: '',
  bound: { atMost: 0 },
  result: exactly(name),
});

/** The tail of an open load, as `tailNumbers` keeps it. */
export const tail =
  (name: string) =>
  (cell: Cell): Interval | undefined => {
    const value = cell.numbers[name];
    const [low, high] = listOf(cell, `${name}Range`) ?? [];
    return typeof value === 'number' && high !== undefined
      ? { value, low, high }
      : undefined;
  };

/** A tail and its interval, as a cell keeps them. */
export const tailNumbers = (
  name: string,
  { value, low, high }: Interval,
): Record<string, number | number[]> => ({
  [name]: rounded(value),
  [`${name}Range`]: [low, high].map(rounded),
});
