const HEADER = /^"?(.+?)"?:$/;
const DEPENDENCY = /^ {4}"?([^":]+)"?: "?([^"]+)"?$/gm;

/** The entries of a lockfile of Yarn, by each `name@range` that they answer. */
function readEntries(lockfile) {
  const entries = new Map();
  for (const text of lockfile.split('\n\n')) {
    const header = HEADER.exec(text.trim().split('\n')[0])?.[1];
    const version = /^ {2}version: (\S+)$/m.exec(text)?.[1];
    if (!header || !version) continue;
    const dependencies =
      /^ {2}dependencies:\n((?: {4}.*\n?)+)/m.exec(text)?.[1] ?? '';
    const entry = {
      version,
      needs: [...dependencies.matchAll(DEPENDENCY)].map(
        ([, name, range]) => `${name}@${range}`,
      ),
    };
    for (const each of header.split(', ')) entries.set(each, entry);
  }
  return entries;
}

/** What a workspace depends on, directly or not, by `name@range`; everything if none is named. */
function reachable(entries, workspace) {
  if (!workspace) return new Set(entries.keys());
  const root = [...entries.keys()].find(each =>
    each.startsWith(`${workspace}@workspace:`),
  );
  if (!root) throw new Error(`yarn.lock has no workspace ${workspace}`);
  const found = new Set([root]);
  // A set goes on with what is added while it is read
  for (const each of found) {
    for (const need of entries.get(each)?.needs ?? []) found.add(need);
  }
  return found;
}

/** The versions of each package of Backstage in a lockfile of Yarn, by its name. */
export function copiesOf(lockfile, workspace) {
  const entries = readEntries(lockfile);
  const copies = new Map();
  for (const each of reachable(entries, workspace)) {
    const name = /^(@backstage\/[^@]+)@/.exec(each)?.[1];
    const version = entries.get(each)?.version;
    if (!name || !version) continue;
    copies.set(name, (copies.get(name) ?? new Set()).add(version));
  }
  return copies;
}

/** Packages of which there are several copies, as `name (versions)`. */
export function doubled(copies) {
  return [...copies]
    .filter(([, versions]) => versions.size > 1)
    .map(([name, versions]) => `${name} (${[...versions].join(', ')})`);
}
