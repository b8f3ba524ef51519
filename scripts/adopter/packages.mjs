import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from '../bootstrap/paths.mjs';
import { run } from '../process/run.mjs';
import { BACKSTAGE_CLI } from '../testing/checks.mjs';

/** What an adopter adds, by the workspace that it is added to. */
const ADDED = {
  app: ['itsm'],
  backend: ['itsm-backend'],
};
const NEEDED = ['itsm-common', 'itsm-node', 'itsm-react'];

const readJson = file => JSON.parse(readFileSync(file, 'utf8'));

/** Packs the packages as for the registry, into `folder`. Returns their tarballs by name. */
export async function packPackages({ node, yarn, env }, folder, log) {
  const command = (title, args, cwd) =>
    run(title, node, args, { cwd, env, log, append: true });
  // The declarations that `package build` bundles
  await command(
    'tsc',
    [inRoot('node_modules/typescript/bin/tsc'), '--pretty', 'false'],
    inRoot(),
  );
  const packed = {};
  for (const name of [...NEEDED, ...Object.values(ADDED).flat()]) {
    const cwd = inRoot('plugins', name);
    const tarball = join(folder, `${name}.tgz`);
    await command(`Build of ${name}`, [BACKSTAGE_CLI, 'package', 'build'], cwd);
    await command(`yarn pack ${name}`, [yarn, 'pack', '--out', tarball], cwd);
    packed[readJson(join(cwd, 'package.json')).name] = `file:${tarball}`;
  }
  return packed;
}

/** Adds the packed packages to the app in `folder`, as `yarn add` would if they came from a registry. */
export function addPackages(folder, packed) {
  const change = (parts, edit) => {
    const file = join(folder, ...parts, 'package.json');
    const manifest = readJson(file);
    edit(manifest);
    writeFileSync(file, `${JSON.stringify(manifest, null, 2)}\n`);
  };
  for (const [workspace, names] of Object.entries(ADDED)) {
    change(['packages', workspace], manifest => {
      for (const each of names) {
        const name = `backstage-plugin-${each}`;
        manifest.dependencies[name] = packed[name];
      }
    });
  }
  // What the packages need of each other is packed as well
  change([], manifest => Object.assign(manifest.resolutions, packed));
}
