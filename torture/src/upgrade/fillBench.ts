// Run by fillEarlier.ts with the sources of an earlier build: fills a database as that build's bench does.
/* eslint-disable import/no-dynamic-require */
import { join } from 'node:path';

const [root, engine, size, folder, name] = process.argv.slice(2);
const from = (path: string) => require(join(root, 'bench/src/fill', path));

async function fill() {
  const prefix = `${name}_base`;
  const { database } = await from('kept/keepFilled.ts').keepFilled({
    engine,
    size: Number(size),
    folder,
    prefix,
    landscape: from('world/landscape.ts').SMALL_LANDSCAPE,
    progress: from('progress.ts').printProgress(`${engine} ${size}`),
  });
  await database.copy(name, folder);
  const marks = from('kept/marks.ts').marksOf(engine, folder);
  for (const kept of await marks.names(prefix)) await marks.drop(kept);
}

fill().then(
  () => process.exit(0),
  error => {
    console.error(error);
    process.exit(1);
  },
);
