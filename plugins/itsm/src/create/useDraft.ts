import { useCallback, useEffect, useMemo, useState } from 'react';
import { useDraftOwner } from './useDraftOwner';

const PREFIX = 'itsm.draft.';

function read(place: string): object | undefined {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + place) ?? '');
  } catch {
    return undefined;
  }
}

function write(place: string, value: object | undefined) {
  try {
    if (value === undefined) localStorage.removeItem(PREFIX + place);
    else localStorage.setItem(PREFIX + place, JSON.stringify(value));
  } catch {
    // Storage is full or forbidden: the form works, only a reload loses the draft
  }
}

/** Where a user's draft is kept: whoever uses the browser next does not find it. */
const placeOf = (owner: string | null | undefined, key: string) =>
  owner ? `${owner}/${key}` : undefined;

/** True if this browser kept something of the user's under the key when the user got known. */
export function useIsDrafted(key: string): boolean {
  const place = placeOf(useDraftOwner(), key);
  return useMemo(
    () => place !== undefined && read(place) !== undefined,
    [place],
  );
}

/** Keeps what is written, unless it or the record that it is about is restricted. */
export const unlessRestricted =
  (about?: { restricted: boolean }) =>
  <T extends object>(value: T): T | undefined =>
    about?.restricted || (value as { restricted?: unknown }).restricted === true
      ? undefined
      : value;

/**
 * What is typed, kept in this browser for its writer until it is sent or discarded. It never leaves the
 * browser: drafts may hold what the writer decides not to send.
 */
export function useDraft<T extends object, Kept extends object = Partial<T>>(
  key: string,
  initial: T,
  options: {
    /** What of a value may stay in the browser; undefined: nothing. */
    keep: (value: T) => Kept | undefined;
    /** Makes what was kept fit for today. */
    revive?: (kept: Kept) => T;
  },
) {
  const place = placeOf(useDraftOwner(), key);
  const open = () => {
    const kept = place ? (read(place) as Kept | undefined) : undefined;
    const value = kept
      ? (options.revive?.(kept) ?? { ...initial, ...kept })
      : initial;
    // What was kept before its record got restricted
    const isForbidden = Boolean(kept) && options.keep(value) === undefined;
    return isForbidden
      ? { place, value: initial, isWritten: true }
      : { place, value, kept, isWritten: false };
  };
  const [draft, setDraft] = useState<{
    place: string | undefined;
    value: T;
    kept?: Kept;
    /** What is kept is not this value. */
    isWritten: boolean;
  }>(open);
  if (draft.place !== place) {
    // The user is known now, or it is about something else. What was typed before the user was known
    // counts more than what was kept
    const isTyped = !draft.place && draft.isWritten;
    setDraft(isTyped ? { ...draft, place } : open());
  }

  const { value, isWritten } = draft;
  const { keep } = options;
  useEffect(() => {
    if (place && isWritten) write(place, keep(value));
    // What may be kept is a matter of the value
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [place, isWritten, value]);

  const set = useCallback(
    (next: T | ((old: T) => T)) =>
      setDraft(old => ({
        ...old,
        value: typeof next === 'function' ? next(old.value) : next,
        isWritten: true,
      })),
    [],
  );
  const discard = useCallback(() => {
    if (place) write(place, undefined);
    setDraft(old => ({ ...old, value: initial, isWritten: false }));
    // The initial value of a key does not change
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [place]);

  return {
    value,
    set,
    discard,
    /** What was found when it was opened. */
    kept: draft.kept,
    restored: draft.kept !== undefined,
  };
}
