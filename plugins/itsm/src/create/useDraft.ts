import { useCallback, useState } from 'react';

const PREFIX = 'itsm.draft.';

/** What this browser keeps under a key. */
export function keptDraft<T>(key: string): T | undefined {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + key) ?? '') as T;
  } catch {
    return undefined;
  }
}

function write(key: string, value: unknown) {
  try {
    if (value === undefined) localStorage.removeItem(PREFIX + key);
    else localStorage.setItem(PREFIX + key, JSON.stringify(value));
  } catch {
    // Storage is full or forbidden: the form works, only a reload loses the draft
  }
}

/** True while this browser keeps something under the key. */
export const isDrafted = (key: string): boolean => keptDraft(key) !== undefined;

/**
 * What is typed, kept in this browser until it is sent or discarded. It never leaves the browser:
 * drafts may hold what the writer decides not to send. `revive` makes what was kept fit for today.
 */
export function useDraft<T extends object>(
  key: string,
  initial: T,
  revive: (kept: T) => T = kept => kept,
) {
  const [restored] = useState(() => isDrafted(key));
  const [value, setValue] = useState<T>(() =>
    restored ? revive({ ...initial, ...keptDraft<Partial<T>>(key) }) : initial,
  );

  const set = useCallback(
    (next: T | ((old: T) => T)) =>
      setValue(old => {
        const typed = typeof next === 'function' ? next(old) : next;
        write(key, typed);
        return typed;
      }),
    [key],
  );
  const discard = useCallback(() => {
    write(key, undefined);
    setValue(initial);
    // The initial value of a key does not change
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key]);

  return { value, set, discard, restored };
}
