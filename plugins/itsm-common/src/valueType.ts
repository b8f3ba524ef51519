/**
 * What a value of a field or an entry is besides text, a number, a flag or a list of these. What people write
 * often looks like one of them, so a value's type comes from its name and never from its looks.
 * `word` is one of the few that a field takes, for which the UI has a text.
 *
 * @public
 */
export const VALUE_TYPES = [
  'entity',
  'record',
  'instant',
  'url',
  'word',
] as const;
/** @public */
export type ValueType = (typeof VALUE_TYPES)[number];
