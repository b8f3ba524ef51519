/**
 * Names are how parts of the installation find each other; of two with one name, one would be lost in
 * silence.
 *
 * @param what - what has the names, in the plural
 * @param remedy - a sentence: what to do about it
 * @throws Error that stops the start, and says which and what to do
 */
export function requireUnique(
  what: string,
  names: readonly string[],
  remedy: string,
): void {
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined) return;
  throw new Error(`Two ${what} have the name '${twice}'. ${remedy}`);
}
