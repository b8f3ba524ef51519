// Preloaded into backends: Backstage collects the schema of the configuration from the declarations of some
// thirty packages at every start, for which it loads TypeScript: a third of the time until a backend is ready.
// Here it is kept, under a hash of everything that it is made from.
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const configLoader = require('@backstage/config-loader');

const root = path.resolve(__dirname, '../..');
const folder = path.join(root, '.toolchain', 'config-schema');

/** Manifests and declarations of the workspace; what is installed follows from the lockfile. */
function sources() {
  const files = [path.join(root, 'yarn.lock')];
  for (const group of ['packages', 'plugins', 'examples']) {
    for (const name of fs.readdirSync(path.join(root, group))) {
      for (const file of ['package.json', 'config.d.ts']) {
        files.push(path.join(root, group, name, file));
      }
    }
  }
  return files.filter(file => fs.existsSync(file));
}

function keyOf(dependencies) {
  const hash = createHash('sha256').update(JSON.stringify(dependencies));
  for (const file of sources()) hash.update(file).update(fs.readFileSync(file));
  return hash.digest('hex').slice(0, 24);
}

const load = configLoader.loadConfigSchema;
configLoader.loadConfigSchema = async options => {
  if (!options.dependencies) return load(options);
  const file = path.join(folder, `${keyOf(options.dependencies)}.json`);
  if (fs.existsSync(file)) {
    return load({ serialized: JSON.parse(fs.readFileSync(file, 'utf8')) });
  }
  const schema = await load(options);
  fs.mkdirSync(folder, { recursive: true });
  // Backends that start at the same time find a whole file or none
  const beside = `${file}.${process.pid}`;
  fs.writeFileSync(beside, JSON.stringify(schema.serialize()));
  fs.renameSync(beside, file);
  return schema;
};
