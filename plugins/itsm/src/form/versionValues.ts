import type { RecordView, ValueType } from 'backstage-plugin-itsm-common';
import type { FieldWidget } from 'backstage-plugin-itsm-react';
import { recordValue } from './recordValue';
import type { FormField, FormValues } from './formFields';

/** What a reader recognises a version by, whatever the form is about. */
const ALWAYS = ['state', 'title', 'priority', 'assignee', 'assignmentGroup'];

const COLUMNS: Record<string, ValueType> = {
  state: 'word',
  assignee: 'entity',
  assignmentGroup: 'entity',
};

const OF_WIDGETS: Partial<Record<FieldWidget, ValueType>> = {
  choice: 'word',
  instant: 'instant',
  person: 'entity',
  group: 'entity',
  personOrGroup: 'entity',
  personsOrGroups: 'entity',
  entities: 'entity',
  record: 'record',
};

/** What a value of a form is; undefined: text. */
export function valueTypeOf(
  name: string,
  fields: readonly FormField[],
): ValueType | undefined {
  const field = fields.find(each => each.name === name);
  return field ? OF_WIDGETS[field.widget] : COLUMNS[name];
}

/**
 * What a form about a record tells of one of its versions, by name; `edited` is what it edits, where that
 * is not what the record says.
 */
export function versionValues(
  version: RecordView,
  fields: readonly FormField[],
  edited: FormValues = {},
): FormValues {
  const names = [...ALWAYS, ...fields.map(({ name }) => name)];
  return Object.fromEntries(
    names.map(name => [
      name,
      name in edited ? edited[name] : recordValue(version, name),
    ]),
  );
}

const differs = (a: unknown, b: unknown) =>
  JSON.stringify(a ?? null) !== JSON.stringify(b ?? null);

/** Names of what one version tells otherwise than another. */
export const differingNames = (
  before: FormValues,
  now: FormValues,
  names = Object.keys(now),
): string[] => names.filter(name => differs(before[name], now[name]));
