import type { ReactNode } from 'react';
import type { RecordSummary, RecordView } from 'backstage-plugin-itsm-common';
import type { Fact } from 'backstage-plugin-itsm-react';

export type WithFields = Pick<RecordSummary | RecordView, 'fields'>;

/** A field of the kind as text; empty if it has none. */
export function textOf({ fields }: WithFields, name: string): string {
  const value = fields[name];
  return typeof value === 'string' ? value : '';
}

/** A fact for a field that has a value. */
export function given(
  record: WithFields,
  name: string,
  show: (value: string) => ReactNode,
): Fact[] {
  const value = textOf(record, name);
  return value ? [{ label: `field.${name}`, value: show(value) }] : [];
}
