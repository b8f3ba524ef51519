import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from '../bootstrap/paths.mjs';

const IGNORED = new Set([
  'node_modules',
  'dist',
  'dist-types',
  'coverage',
  'e2e-tests',
  '__testing__',
  '__fixtures__',
]);
const TEST = /\.test\.tsx?$/;

function packagesByName() {
  const found = new Map();
  for (const group of ['packages', 'plugins', 'examples']) {
    for (const name of readdirSync(inRoot(group))) {
      const file = inRoot(group, name, 'package.json');
      if (existsSync(file)) {
        const manifest = JSON.parse(readFileSync(file, 'utf8'));
        found.set(manifest.name, { folder: inRoot(group, name), manifest });
      }
    }
  }
  return found;
}

/** The folders of a workspace package and of the workspace packages that it depends on. */
function foldersOf(name) {
  const packages = packagesByName();
  const seen = new Set();
  const visit = current => {
    const found = packages.get(current);
    if (!found || seen.has(found.folder)) return;
    seen.add(found.folder);
    Object.keys(found.manifest.dependencies ?? {}).forEach(visit);
  };
  visit(name);
  return [...seen];
}

function* filesBelow(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (IGNORED.has(entry.name) || TEST.test(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path);
    else if (!/\.(md|api\.md)$/.test(entry.name)) yield path;
  }
}

/** A hash of everything that a workspace package is built from. */
export function hashSources(name, ...otherFiles) {
  const files = [
    ...foldersOf(name).flatMap(f => [...filesBelow(f)]),
    ...otherFiles,
  ];
  const hash = createHash('sha256');
  for (const file of files.sort()) {
    hash.update(`${file.slice(inRoot().length)}\0`).update(readFileSync(file));
  }
  return hash.digest('hex');
}
