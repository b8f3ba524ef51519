import { untilCatalogKnows } from 'itsm-harness';
import { Findings } from '../support/findings';
import { CONTROL, CORPUS } from '../support/scripts/corpus';
import { openBrowser } from '../support/scripts/openBrowser';
import { storePayloads } from '../support/scripts/store';
import { watch } from '../support/scripts/Watch';
import { openWire } from '../support/wire';
import { tortureTest } from '../TortureTest';

const PER_ROUND = 40;

export const scripts = tortureTest({
  id: 'S4',
  title: 'Stored scripts in a real browser, its policy switched off',
  promise:
    'Whatever people, files and systems write is shown as text: nothing runs, no other host is asked, links lead to pages and mail only, and the page stays.',
  unit: 'payloads',
  // What is stored is the same on both
  engines: ['sqlite'],
  fullDose: Math.ceil(CORPUS.length / PER_ROUND) * PER_ROUND,
  // It needs the built frontend; a sample of it is among the end-to-end tests
  smallDose: 0,
  async setUp(arena) {
    const browser = await openBrowser();
    // Of its own: what the round stores is what lists show
    const database = await arena.newDatabase();
    const backend = await arena.start({ database });
    await untilCatalogKnows(backend);
    const wire = openWire(backend.port);
    return { browser, backend, wire };
  },
  async round({ browser, backend, wire }, seed) {
    const findings = new Findings();
    const from = (seed - 1) * PER_ROUND;
    const payloads = Array.from(
      { length: PER_ROUND },
      (_, i) => CORPUS[(from + i) % CORPUS.length],
    );
    const { places, stored, refused } = await storePayloads(
      wire,
      payloads,
      seed,
    );
    let controls = 0;
    const watched = await watch(browser, backend.url);
    try {
      for (const { path, ready } of places) {
        await watched.look(path, ready, findings);
      }
      controls = await watched.control(CONTROL);
      findings.expect(controls === 3, () => 'Nobody would notice a script');
    } finally {
      await watched.close();
    }
    return {
      units: payloads.length,
      violations: findings.all(),
      facts: { stored, refused, pages: places.length, controls },
    };
  },
  async tearDown({ browser, wire }) {
    wire.close();
    await browser.close();
  },
});
