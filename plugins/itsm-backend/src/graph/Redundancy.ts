/** How many of an entity's members have to be healthy. */
export interface Redundancy {
  needs: number;
  of: number;
}

/** The annotation of an entity that stands for several which replace each other. */
export const REDUNDANCY_ANNOTATION = 'itsm/redundancy';

const NEEDS_OF = /^\s*(\d{1,3})-of-(\d{1,3})\s*$/;

/**
 * Reads `2-of-3`: two of its three members have to be healthy. Undefined for anything else, and for what
 * no number of members could hold (`0-of-3`, `4-of-3`): the entity is then as weak as any other.
 */
export function readRedundancy(value: unknown): Redundancy | undefined {
  const [, needs, of] = NEEDS_OF.exec(String(value ?? '')) ?? [];
  const read = { needs: Number(needs), of: Number(of) };
  // Numbers that a byte holds, in the graph
  const isPossible = read.needs >= 1 && read.needs <= read.of && read.of <= 255;
  return isPossible ? read : undefined;
}
