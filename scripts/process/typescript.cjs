// Preloaded to run TypeScript of this repository from its sources. As Backstage's own nodeTransform.cjs, with two
// differences that a process which starts often feels: `import()` becomes `require()`, so that no module goes through
// the thread for hooks of ESM, and what was transformed once is kept.
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const { addHook } = require('pirates');

const folder = path.resolve(__dirname, '../../.toolchain/transformed');
const swc = require.resolve('@swc/core/package.json');
const options = {
  sourceMaps: 'inline',
  module: { type: 'commonjs' },
  jsc: { target: 'es2023', parser: { syntax: 'typescript' } },
};
const ours = `${fs.readFileSync(__filename)}${fs.readFileSync(swc)}`;

function transform(code, filename) {
  const { transformSync } = require('@swc/core');
  return transformSync(code, { ...options, filename }).code;
}

addHook(
  (code, filename) => {
    const hash = createHash('sha256');
    for (const part of [ours, filename, code]) hash.update(part).update('\0');
    const kept = path.join(folder, `${hash.digest('hex').slice(0, 32)}.js`);
    if (fs.existsSync(kept)) return fs.readFileSync(kept, 'utf8');
    const transformed = transform(code, filename);
    fs.mkdirSync(folder, { recursive: true });
    // Processes that start at the same time find a whole file or none
    const beside = `${kept}.${process.pid}`;
    fs.writeFileSync(beside, transformed);
    fs.renameSync(beside, kept);
    return transformed;
  },
  { extensions: ['.ts', '.cts'], ignoreNodeModules: true },
);
