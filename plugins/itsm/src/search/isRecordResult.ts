/** Of the types that the search module gives to kinds. */
export const TYPE_PREFIX = 'itsm-';

/** True for what the search module has written. */
export const isRecordResult = (result: { type: string }) =>
  result.type.startsWith(TYPE_PREFIX);
