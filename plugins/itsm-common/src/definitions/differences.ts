/** One place where two versions differ; `undefined` where a version has nothing. @public */
export interface Difference {
  /** `spec.when.entity.kind` */
  path: string;
  from?: unknown;
  to?: unknown;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The places where two JSON values differ, in the order of their paths. Lists are compared as a whole. @public */
export function differences(
  from: unknown,
  to: unknown,
  path = '',
): Difference[] {
  if (!isObject(from) || !isObject(to)) {
    return JSON.stringify(from) === JSON.stringify(to)
      ? []
      : [{ path, from, to }];
  }
  const keys = [...new Set([...Object.keys(from), ...Object.keys(to)])].sort();
  return keys.flatMap(key =>
    differences(from[key], to[key], path ? `${path}.${key}` : key),
  );
}
