import { createDatabase, untilCatalogKnows } from 'itsm-harness';
import { addressOf, readDocument } from '../support/apiDocument';
import { validBody } from '../support/assignment/bodies';
import { Pair } from '../support/differential/Pair';
import {
  askAlways,
  askReading,
  askWriting,
} from '../support/differential/questions';
import { Findings } from '../support/findings';
import { HOSTILE } from '../support/hostileText';
import { openWire } from '../support/wire';
import { tortureTest, type Mutant } from '../TortureTest';

const PER_ROUND = 150;
/** Questions that change nothing are asked side by side. */
const READERS = 6;

const SOURCES = 'plugins/itsm-backend/src';
const MUTANTS: readonly Mutant[] = [
  {
    name: 'words are handed to the full text as they were typed',
    file: `${SOURCES}/search/tokens.ts`,
    find: 'folded.matchAll(/[\\p{L}\\p{N}]+/gu)',
    replace: 'folded.matchAll(/\\S+/gu)',
  },
  {
    name: 'text may have characters that a database refuses',
    file: 'plugins/itsm-common/src/fields.ts',
    find: 'const NO_CONTROL = /^(?:[^\\p{Cc}\\p{Cs}]|[\\t\\n\\r])*$/u;',
    replace: 'const NO_CONTROL = /^/u;',
  },
  {
    name: 'any number is taken for the moment of a cursor',
    file: `${SOURCES}/lists/listSorts.ts`,
    find: 'if (!column.test(value) ||',
    replace: 'if (',
  },
  {
    name: 'parameters in paths are not looked at',
    file: `${SOURCES}/http/mount.ts`,
    find: 'if (value.length > MAX_PARAM ||',
    replace: 'if (false &&',
  },
];

export const differential = tortureTest({
  id: 'S10',
  title: 'Hostile text gets the same answer from both databases',
  promise:
    'Injections, wildcards, odd characters and huge numbers are text like any other: both engines answer alike and none fails.',
  unit: 'questions',
  // SQLite runs beside it in each round
  engines: ['postgres'],
  fullDose: 20_000,
  smallDose: PER_ROUND,
  mutants: MUTANTS,
  async setUp(arena) {
    const sqlite = await createDatabase('sqlite');
    const backends = [];
    for (const database of [await arena.newDatabase(), sqlite]) {
      const backend = await arena.start({ database });
      await untilCatalogKnows(backend);
      backends.push(backend);
    }
    const { operations } = await readDocument(backends[0]);
    const wires = backends.map(({ port }) => openWire(port));
    const pair = new Pair([wires[0], wires[1]]);
    return { sqlite, backends, operations, wires, pair };
  },
  async round({ pair, operations }, _seed, random) {
    const findings = new Findings();
    pair.findings = findings;
    const before = pair.questions;
    const reads = operations.filter(o => o.method === 'GET');
    const writes = operations.filter(
      // A person who is erased, and a mapping, change what later questions find
      o => o.method !== 'GET' && o.id !== 'erase-person',
    );
    for (const operation of operations.filter(o =>
      o.id.startsWith('create-'),
    )) {
      for (let i = 0; i < 4; i += 1) {
        const description = random.shuffle(HOSTILE).slice(0, 5).join(' ');
        const title = random.pick(HOSTILE);
        const path = addressOf(operation, {});
        await pair.ask(([other]) => ({
          method: 'POST',
          path,
          body: { ...validBody(operation, other), title, description },
        }));
      }
    }
    await askAlways(pair, id => operations.find(o => o.id === id)!);
    while (pair.questions - before < PER_ROUND) {
      await Promise.all(
        Array.from({ length: READERS }, () =>
          askReading(pair, random.pick(reads), random),
        ),
      );
      for (let i = 0; i < 4; i += 1) {
        await askWriting(pair, random.pick(writes), random);
      }
    }
    return { units: pair.questions - before, violations: findings.all() };
  },
  async tearDown({ wires, backends, sqlite }) {
    wires.forEach(wire => wire.close());
    await Promise.all(backends.map(backend => backend.kill()));
    await sqlite.drop();
  },
});
