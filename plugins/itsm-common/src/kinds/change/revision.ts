/** What Git abbreviates to. */
const SHORTEST = 7;

const sameText = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

/**
 * Equal, or one is the abbreviation of the other.
 *
 * @public
 */
export function sameRevision(a: string, b: string): boolean {
  const [short, long] = [a, b].sort((x, y) => x.length - y.length);
  if (sameText(short, long)) return true;
  return (
    new RegExp(`^[0-9a-f]{${SHORTEST},}$`, 'i').test(short) &&
    long.toLowerCase().startsWith(short.toLowerCase())
  );
}

/**
 * What all revisions that are the same have in common; different ones may have it in common too.
 *
 * @public
 */
export const revisionKey = (revision: string): string =>
  revision.slice(0, SHORTEST).toLowerCase();
