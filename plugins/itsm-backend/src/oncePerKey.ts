/** More different faults than this are a broken database, which the log says by then. */
const MOST_KEYS = 1_000;

/** Does something for each key once, as long as the process lives: logs tell of a fault, not of each look at it. */
export function oncePerKey(): (key: string, work: () => void) => void {
  const done = new Set<string>();
  return (key, work) => {
    if (done.has(key) || done.size >= MOST_KEYS) return;
    done.add(key);
    work();
  };
}
