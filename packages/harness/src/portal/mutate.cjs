// Preloaded: hands the transform of TypeScript broken sources instead of those on disk, so that a
// test can show that it would notice. Nothing on disk changes.
const fs = require('node:fs');

const mutations = JSON.parse(process.env.ITSM_HARNESS_MUTATIONS ?? '[]');
const byFile = new Map();
for (const mutation of mutations) {
  const list = byFile.get(mutation.file) ?? [];
  byFile.set(mutation.file, [...list, mutation]);
  if (!fs.readFileSync(mutation.file, 'utf8').includes(mutation.find)) {
    throw new Error(`${mutation.file} does not contain ${mutation.find}`);
  }
}

const read = fs.readFileSync;
fs.readFileSync = function readMutated(path, ...rest) {
  const content = read.call(this, path, ...rest);
  const found = byFile.get(String(path));
  if (!found) return content;
  return found.reduce(
    (text, { find, replace }) => text.split(find).join(replace),
    String(content),
  );
};
