import type { ItsmRecord } from 'backstage-plugin-itsm-common';

/** From and to, if the state moved. */
export const movedBody = (before: ItsmRecord, after: ItsmRecord) =>
  before.state === after.state ? {} : { from: before.state, to: after.state };

const BOOKKEEPING = new Set(['version', 'updatedAt', 'data', 'state']);

/** Field → [before, after], for columns and for data. */
export function changedFields(
  before: ItsmRecord,
  after: ItsmRecord,
): Record<string, [unknown, unknown]> {
  const changed: Record<string, [unknown, unknown]> = {};
  const compare = (a: Record<string, any>, b: Record<string, any>) => {
    for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
      if (BOOKKEEPING.has(key)) continue;
      if (JSON.stringify(a[key]) !== JSON.stringify(b[key])) {
        changed[key] = [a[key] ?? null, b[key] ?? null];
      }
    }
  };
  compare(before as any, after as any);
  compare(before.data, after.data);
  return changed;
}
