import type { Change } from './types';

/** For actions that only changes of some types have. */
export const typed =
  (...types: string[]) =>
  (record: Change) =>
    types.includes(record.data.type);

/** For actions that changes of all other types have. */
export const except =
  (...types: string[]) =>
  (record: Change) =>
    !types.includes(record.data.type);
