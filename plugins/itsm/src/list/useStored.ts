import { useCallback, useEffect, useRef, useState } from 'react';
import { storageApiRef, useApi } from '@backstage/frontend-plugin-api';
import type { JsonValue } from '@backstage/types';

const BUCKET = 'itsm';

/** A value that Backstage keeps for the user, in this browser or on the server. */
export interface Stored<T extends JsonValue> {
  /** False until the store has answered. */
  known: boolean;
  /** Whatever was stored, maybe by another version of this page: to be checked. */
  value: JsonValue | undefined;
  /** Shows at once, and rejects if the store does not take it. */
  save(value: T): Promise<void>;
}

export function useStored<T extends JsonValue>(key: string): Stored<T> {
  const storage = useApi(storageApiRef).forBucket(BUCKET);
  const [snapshot, setSnapshot] = useState(() => storage.snapshot(key));
  // The store tells of each write when it is done: an older one must not undo a newer one
  const writing = useRef<{ count: number; last: Promise<unknown> }>({
    count: 0,
    last: Promise.resolve(),
  });

  useEffect(() => {
    const first = storage.snapshot(key);
    setSnapshot(first);
    const subscription = storage.observe$(key).subscribe(next => {
      if (writing.current.count === 0) setSnapshot(next);
    });
    return () => subscription.unsubscribe();
  }, [storage, key]);

  const save = useCallback(
    async (value: T) => {
      const { current } = writing;
      setSnapshot({ key, presence: 'present', value });
      current.count += 1;
      const write = current.last.then(() => storage.set(key, value));
      current.last = write.catch(() => {});
      try {
        await write;
      } finally {
        current.count -= 1;
      }
    },
    [storage, key],
  );

  const isOfKey = snapshot.key === key;
  return {
    known: isOfKey && snapshot.presence !== 'unknown',
    value: isOfKey ? (snapshot.value as JsonValue | undefined) : undefined,
    save,
  };
}
