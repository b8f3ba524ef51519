/**
 * A JSON value in which refs have their new names. Only texts that are a ref and nothing else change; what a list has
 * twice then, it has once. The value itself is returned when nothing of it changes.
 *
 * @param names - the new name of each old one; full refs in lower case
 * @public
 */
export function renamedIn<Value>(
  value: Value,
  names: ReadonlyMap<string, string>,
): Value {
  return renamed(value, names) as Value;
}

function renamed(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') {
    return names.get(value.toLowerCase()) ?? value;
  }
  if (Array.isArray(value)) {
    const next = value.map(each => renamed(each, names));
    return next.some((each, index) => each !== value[index])
      ? [...new Set(next)]
      : value;
  }
  if (typeof value !== 'object' || value === null) return value;
  const next = Object.entries(value).map(([key, inner]) => [
    key,
    renamed(inner, names),
  ]);
  return next.some(([key, inner]) => inner !== (value as any)[key as string])
    ? Object.fromEntries(next)
    : value;
}
