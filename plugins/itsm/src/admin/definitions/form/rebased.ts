import type { DefinitionContent } from 'backstage-plugin-itsm-common';

const same = (a: unknown, b: unknown) => sorted(a) === sorted(b);

/** The server keeps its keys in another order than a form has them. */
const sorted = (value: unknown) =>
  JSON.stringify(value ?? null, (_, each) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(
          Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : each,
  );

export const sameContent = (a: DefinitionContent, b: DefinitionContent) =>
  same(a, b);

/** What was typed, carried over to another version: parts that were not touched follow the other one. */
export function rebased(
  typed: DefinitionContent,
  before: DefinitionContent,
  now: DefinitionContent,
): DefinitionContent {
  const merge = <T extends object>(mine: T, old: T, current: T): T =>
    Object.fromEntries(
      [...new Set([...Object.keys(mine), ...Object.keys(current)])].map(
        name => {
          const key = name as keyof T;
          return [name, same(mine[key], old[key]) ? current[key] : mine[key]];
        },
      ),
    ) as T;
  return {
    ...merge(typed, before, now),
    spec: withoutGaps(merge(typed.spec, before.spec, now.spec)),
  };
}

/** Without what has no value. */
export const withoutGaps = (spec: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(spec).filter(
      ([, value]) =>
        value !== undefined &&
        value !== null &&
        !(typeof value === 'string' && !/\S/.test(value)),
    ),
  );
