/**
 * Who runs when within a block: all in order, then all in reverse (ABBA). A drift of the machine
 * during the block falls on each alike.
 */
export function turnsOf<T>(contenders: readonly T[]): T[] {
  return [...contenders, ...[...contenders].reverse()];
}
