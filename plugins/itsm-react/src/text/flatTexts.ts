interface Nested {
  readonly [key: string]: string | Nested;
}

/** Texts by the keys with dots that Backstage knows them by. */
export const flatTexts = (texts: Nested, prefix = ''): Record<string, string> =>
  Object.fromEntries(
    Object.entries(texts).flatMap(([key, value]) =>
      typeof value === 'string'
        ? [[`${prefix}${key}`, value]]
        : Object.entries(flatTexts(value, `${prefix}${key}.`)),
    ),
  );
