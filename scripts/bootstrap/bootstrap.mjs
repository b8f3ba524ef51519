import { delimiter, dirname } from 'node:path';
import { ensureInstalled } from './install.mjs';
import { ensureNode } from './node.mjs';
import { ensureYarn } from './yarn.mjs';

/** The environment of every command: our Node and Yarn first, and the headers of that Node. */
function environment(node, yarn) {
  const env = { ...process.env };
  // On Windows the variable is `Path`, and a copy of process.env is case-sensitive
  const pathName =
    Object.keys(env).find(k => k.toUpperCase() === 'PATH') ?? 'PATH';
  env[pathName] = [dirname(node.bin), yarn.binFolder, env[pathName]].join(
    delimiter,
  );
  env.npm_config_nodedir = node.home;
  return env;
}

/** Makes this checkout ready to run. Returns the Node to run things with, and their environment. */
export async function bootstrap() {
  const [major] = process.versions.node.split('.').map(Number);
  if (major < 18) {
    throw new Error(
      `These scripts need Node 18 or newer to begin with; this is ${process.version}.`,
    );
  }
  const node = await ensureNode();
  const yarn = await ensureYarn();
  const env = environment(node, yarn);
  await ensureInstalled(node, yarn, env);
  return { node: node.bin, yarn: yarn.js, env };
}
