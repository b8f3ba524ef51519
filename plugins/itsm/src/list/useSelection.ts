import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Selection } from '@backstage/ui';
import type { RecordRow } from './columnChoices';

/** A selected record with the version that its reader has seen. */
export interface Selected {
  number: string;
  version: number;
}

/**
 * Selected rows, on all pages of a list; `question` identifies the list, and another one starts anew. The
 * version of a row is that of its last showing.
 */
export function useSelection(
  rows: readonly RecordRow[] | undefined,
  question: string,
) {
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set());
  const versions = useRef(new Map<string, number>());
  rows?.forEach(row => versions.current.set(row.number, row.version));
  useEffect(() => setKeys(new Set()), [question]);

  const onSelectionChange = useCallback(
    (selection: Selection) =>
      setKeys(old =>
        selection === 'all'
          ? new Set([...old, ...(rows ?? []).map(row => row.number)])
          : new Set([...selection].map(String)),
      ),
    [rows],
  );
  const select = useCallback(
    (numbers: readonly string[]) => setKeys(new Set(numbers)),
    [],
  );
  const records = useMemo<Selected[]>(
    () =>
      [...keys].map(number => ({
        number,
        version: versions.current.get(number) ?? 0,
      })),
    // A row that is shown with another version is selected with it
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [keys, rows],
  );
  return { keys, records, onSelectionChange, select };
}
