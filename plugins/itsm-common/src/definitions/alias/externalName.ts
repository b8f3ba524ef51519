/** A URL, or what git writes for SSH (`git@host:org/repo.git`); the path is the repository. */
const ADDRESS =
  /^(?:[a-z][a-z0-9+.-]*:\/\/[^/]*\/+|[^\s/@:]+@[^\s/:]+:\/*)([^?#/][^?#]*)/;

/** The path of an address, without what only git needs. */
function pathOf(repository: string): string {
  const path = (ADDRESS.exec(repository)?.[1] ?? repository).trim();
  const bare = path.replace(/(\.git|\/)+$/, '') || path;
  return bare === repository ? bare : pathOf(bare);
}

/**
 * A name of another system as it is compared and kept: in lower case. Repositories are compared by their path, as the
 * systems that host them do: `https://host/org/repo.git`, `git@host:org/repo.git` and `org/repo` are the same one.
 *
 * @param field - the field that has the name, such as `repository`
 * @public
 */
export function externalName(field: string, name: string): string {
  const lowerCase = name.trim().toLowerCase();
  return field === 'repository' ? pathOf(lowerCase) : lowerCase;
}
