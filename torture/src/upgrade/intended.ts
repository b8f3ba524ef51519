import type { Intended } from './compare';

const FORMERLY_ERASED = /user:default\/erased/g;

const nameOf = (item: any) => item.name ?? item;

/** Only these were added to a list of names. */
const addsOnly =
  (...names: string[]) =>
  (before: unknown, after: unknown) =>
    Array.isArray(before) &&
    Array.isArray(after) &&
    JSON.stringify(before.map(nameOf).sort()) ===
      JSON.stringify(
        after
          .map(nameOf)
          .filter(name => !names.includes(name))
          .sort(),
      );

/**
 * What later builds say otherwise on purpose, with the reason. Whoever changes what is said of records
 * that are there adds a line, or finds that an upgrade breaks something.
 */
export const INTENDED: readonly Intended[] = [
  {
    why: 'Who was erased has a name that nobody in a catalog can have.',
    path: /./,
    is: (before, after) => {
      const told = JSON.stringify(before) ?? '';
      return (
        told.search(FORMERLY_ERASED) >= 0 &&
        told.replace(FORMERLY_ERASED, 'user:~/erased') === JSON.stringify(after)
      );
    },
  },
  {
    why: 'More can be done: approvers of a request replaced, a duplicate taken back, a success restored.',
    path: /\.actions\[\]$/,
    is: addsOnly('replace_approvers', 'undo_duplicate', 'restore_success'),
  },
  {
    why: 'Who approved a change neither implements nor finishes it.',
    path: /\.actions\.(implement|finish)\.refused$/,
    is: (before, after) =>
      before === null && after?.code === 'approver_is_implementer',
  },
  {
    why: 'A search looks at 16,000 matches; it counted those of a kind among the first 1,000 of all kinds.',
    question: /[?&]q=/,
    path: /\.count\.(value|capped)$/,
    is: (before, after) => after === true || after > before,
  },
];
