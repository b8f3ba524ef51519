import type { RecordView } from 'backstage-plugin-itsm-common';

/** A value by the name that inputs and entries use: a shared column or a field of the kind. */
export function recordValue(record: RecordView, name: string): unknown {
  const columns = record as unknown as Record<string, unknown>;
  return name in columns ? columns[name] : record.fields[name];
}
