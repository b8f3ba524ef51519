import { useSyncExternalStore } from 'react';

/** All relative times of a page turn over together, from one timer. */
const PERIOD_MS = 15_000;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let now = Date.now();

function subscribe(listener: () => void) {
  if (listeners.size === 0) {
    now = Date.now();
    timer = setInterval(() => {
      now = Date.now();
      listeners.forEach(each => each());
    }, PERIOD_MS);
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) clearInterval(timer);
  };
}

/** Epoch milliseconds, renewed every 15 seconds. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now);
}
