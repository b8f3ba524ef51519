import type { ItsmRecord, KindDefinition } from 'backstage-plugin-itsm-common';

/** From and to, if the state moved. */
export const movedBody = (before: ItsmRecord, after: ItsmRecord) =>
  before.state === after.state ? {} : { from: before.state, to: after.state };

const BOOKKEEPING = new Set(['version', 'updatedAt', 'data', 'state']);

/** Columns that an edit may change and that hold epoch milliseconds. */
const INSTANTS = ['startedAt', 'detectedAt', 'mitigatedAt'];

/** Field → [before, after], for columns and for data; instants as ISO 8601. */
export function changedFields(
  { instantFields }: Pick<KindDefinition, 'instantFields'>,
  before: ItsmRecord,
  after: ItsmRecord,
): Record<string, [unknown, unknown]> {
  const changed: Record<string, [unknown, unknown]> = {};
  const told = (key: string, value: unknown) =>
    typeof value === 'number' && [...INSTANTS, ...instantFields].includes(key)
      ? new Date(value).toISOString()
      : (value ?? null);
  const compare = (a: Record<string, any>, b: Record<string, any>) => {
    for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
      if (BOOKKEEPING.has(key)) continue;
      if (JSON.stringify(a[key]) !== JSON.stringify(b[key])) {
        changed[key] = [told(key, a[key]), told(key, b[key])];
      }
    }
  };
  compare(before as any, after as any);
  compare(before.data, after.data);
  return changed;
}
