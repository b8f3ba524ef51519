/**
 * Does the work of a sweep for one item after the other, until the signal tells it to end. One that fails
 * keeps no other waiting.
 *
 * @throws the first failure after all had their turn, unless `onFailure` is told of each
 */
export async function eachAlone<T>(
  items: Iterable<T>,
  work: (item: T) => Promise<unknown>,
  o: { onFailure?: (error: unknown) => void; signal?: AbortSignal } = {},
): Promise<void> {
  const failures: unknown[] = [];
  for (const item of items) {
    if (o.signal?.aborted) break;
    try {
      await work(item);
    } catch (error) {
      if (o.onFailure) o.onFailure(error);
      else failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}
