/**
 * Does the work of a sweep for one item after the other, until the signal tells it to end. One that fails
 * keeps no other waiting. Returns how many were done.
 *
 * @throws the first failure after all had their turn, unless `onFailure` is told of each
 */
export async function eachAlone<T>(
  items: Iterable<T>,
  work: (item: T) => Promise<unknown>,
  options: { onFailure?: (error: unknown) => void; signal?: AbortSignal } = {},
): Promise<number> {
  const failures: unknown[] = [];
  let done = 0;
  for (const item of items) {
    if (options.signal?.aborted) break;
    try {
      await work(item);
      done += 1;
    } catch (error) {
      if (options.onFailure) options.onFailure(error);
      else failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
  return done;
}
