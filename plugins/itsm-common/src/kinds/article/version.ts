/** `1.02`: the second draft after the first publication. */
const split = (version: string) => version.split('.').map(Number);

const joined = (major: number, minor: number) =>
  `${major}.${String(minor).padStart(2, '0')}`;

/** Of the first draft. */
export const FIRST_VERSION = joined(0, 1);

/** Whether a version was published. */
export const isEdition = (version: string) => split(version)[1] === 0;

/** A draft that was saved once more. */
export function nextDraft(version: string): string {
  const [major, minor] = split(version);
  return joined(major, minor + 1);
}

/** What is published has a whole number. */
export function nextEdition(version: string): string {
  return joined(split(version)[0] + 1, 0);
}
