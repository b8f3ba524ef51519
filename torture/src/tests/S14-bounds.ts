import { untilCatalogKnows, type Seeded } from 'itsm-harness';
import type { Knex } from 'knex';
import { BASE } from '../support/apiDocument';
import {
  Asking,
  isDone,
  LONGEST_FOLDED,
  MOST_FOLDED,
} from '../support/bounds/Asking';
import { LONG_TEXTS } from '../support/bounds/longTexts';
import { Findings } from '../support/findings';
import { KIND_NAMES, KINDS } from '../support/kinds';
import { openWire, type Reply, type Wire } from '../support/wire';
import { mutantsIn, tortureTest } from '../TortureTest';

/** Words of comments that are kept for the search of one record, each of 64 letters at most. */
const MOST_WORDS = 2_000;
const LONGEST_WORD = 64;
/** Of an answer that is kept with its key. */
const KEPT_BYTES = 64 * 1_024;
const QUOTA = { maxBytesPerRecord: 50_000, maxFilesPerRecord: 4 };
/** More than a search reads of them. */
const COMMENTS = 12;
const REPEATS = 3;

interface Setup {
  wire: Wire;
  knex: Knex;
}

const backend = mutantsIn('plugins/itsm-backend/src');

export const bounds = tortureTest<Setup>({
  id: 'S14',
  title: 'Work that has a bound before it is done',
  promise: `Whatever text, JSON, key or file is sent, the answer is a success or says what to change. A write folds at most ${MOST_FOLDED} characters, and no more than ${LONGEST_FOLDED} at once; an answer of more than ${KEPT_BYTES / 1_024} KiB is not kept with its key, words and files of a record stay within their limits, and what is refused leaves nothing behind.`,
  unit: 'requests',
  engines: ['postgres', 'sqlite'],
  fullDose: 20_000,
  smallDose: 1,
  mutants: [
    backend(
      'A text is folded before it is cut',
      'search/tokens.ts',
      'const folded = begun + fold(text.slice(at, next));',
      'const folded = begun + fold(text).slice(at, next);',
    ),
    backend(
      'Of a long thread every comment is folded',
      'search/publicWords.ts',
      'characters -= text.length;',
      '',
    ),
    backend(
      'All words of all comments are kept',
      'search/publicWords.ts',
      'const bounded = words.slice(0, MOST_WORDS);',
      'const bounded = words;',
    ),
    backend(
      'Every answer is kept with its key, however large',
      'http/idempotency.ts',
      'const isKept = Buffer.byteLength(body) <= MAX_KEPT_BYTES;',
      'const isKept = true;',
    ),
    backend(
      'The files of a record are not added up',
      'attachments/attachmentQuota.ts',
      'if (Number(own?.bytes ?? 0) + file.size > maxBytesPerRecord) {',
      'if (file.size > maxBytesPerRecord) {',
    ),
  ],
  async setUp(arena) {
    const database = await arena.newDatabase();
    const backendProcess = await arena.start({
      database,
      config: { itsm: { attachments: QUOTA } },
      modules: [require.resolve('../support/bounds/foldingMeter.ts')],
    });
    await untilCatalogKnows(backendProcess);
    return { wire: openWire(backendProcess.port, 4), knex: database.open() };
  },
  async round({ wire, knex }, seed, random) {
    const findings = new Findings();
    const asking = new Asking(wire, findings);
    await asking.begin();
    await longTexts(asking, random);
    await manyComments(asking, knex);
    await largeAnswers(asking, knex, seed);
    await deepBodies(asking, random);
    await manyFiles(asking, knex);
    return { units: asking.asked, violations: findings.all() };
  },
  async tearDown({ wire, knex }) {
    wire.close();
    await knex.destroy();
  },
});

/** As description, comment, title, category, search and file name. */
async function longTexts(asking: Asking, random: Seeded): Promise<void> {
  const one = await asking.incident();
  const number = one.slice(one.lastIndexOf('/') + 1);
  for (const [what, text] of random.shuffle(Object.entries(LONG_TEXTS))) {
    const kind = random.pick(KIND_NAMES);
    const path = `${BASE}/v1/${KINDS[kind].plural}`;
    const least = KINDS[kind].least(number);
    await asking.post(what, path, { ...least, description: text });
    await asking.post(what, path, { ...least, title: text });
    await asking.post(what, `${one}/comments`, { text });
    await asking.post(what, `${one}/comments`, { text: text.repeat(4) });
    for (const length of [200, 500]) {
      const q = encodeURIComponent([...text].slice(0, length).join(''));
      await asking.send(what, {
        method: 'GET',
        path: `${BASE}/v1/records?q=${q}`,
      });
    }
  }
}

/** In bulk on one record, of which then one is said anew. */
async function manyComments(asking: Asking, knex: Knex): Promise<void> {
  for (const [what, text] of Object.entries(LONG_TEXTS)) {
    if (!/marks|words/.test(what)) continue;
    const one = await asking.incident();
    let last: Reply | undefined;
    for (let n = 0; n < COMMENTS; n += 1) {
      last = await asking.post(`many of ${what}`, `${one}/comments`, { text });
    }
    const [comment] = last!.body.timeline.items;
    await asking.send(`many of ${what}`, {
      method: 'PATCH',
      path: `${one}/comments/${comment.id}`,
      headers: { 'if-match': `"${comment.seq}"` },
      body: { text: 'Never mind' },
    });
  }
  for (const { words } of await knex('record_words').select('words')) {
    const all: string[] = words.split(' ');
    const longest = Math.max(...all.map(word => word.length));
    asking.findings.expect(
      all.length <= MOST_WORDS && longest <= LONGEST_WORD,
      () =>
        `${all.length} words of up to ${longest} letters are kept of one record`,
    );
  }
}

/** The same key again and again: one effect, and little is kept. */
async function largeAnswers(asking: Asking, knex: Knex, seed: number) {
  // Of one byte and of three bytes each
  for (const character of ['x', '語']) {
    const one = await asking.incident();
    for (let n = 0; n < 4; n += 1) {
      await asking.post('a long comment', `${one}/comments`, {
        text: character.repeat(11_000),
      });
    }
    const key = { 'idempotency-key': `large-${seed}-${character === 'x'}` };
    const seen = new Set<string>();
    for (let n = 0; n < REPEATS; n += 1) {
      const reply = await asking.post(
        'a repeated key',
        `${one}/comments`,
        { text: 'Said once' },
        key,
      );
      seen.add(`${reply.status} ${reply.body?.timeline?.items?.[0]?.seq}`);
    }
    asking.findings.expect(
      seen.size === 1,
      () => `A key was answered with ${[...seen].join(' and ')}`,
    );
  }
  for (const { body } of await knex('idempotency')
    .whereNotNull('body')
    .select('body')) {
    const bytes = Buffer.byteLength(body);
    asking.findings.expect(
      bytes <= KEPT_BYTES,
      () => `${bytes} bytes of an answer are kept with its key`,
    );
  }
}

/** JSON that is nothing but depth, where text, an object and a list belong. */
async function deepBodies(asking: Asking, random: Seeded): Promise<void> {
  const one = await asking.incident();
  for (const depth of [10_000, 100_000]) {
    const [open, close] = random.pick([
      ['[', ']'],
      ['{"a":', '}'],
    ]);
    const deep = `${open.repeat(depth)}1${close.repeat(depth)}`;
    const bodies = {
      [`${BASE}/v1/incidents`]: `{"title":${deep}}`,
      [`${one}/comments`]: `{"text":${deep}}`,
      [`${one}/links`]: deep,
      [`${one}/actions/cancel`]: `{"reason":${deep}}`,
      [`${BASE}/v1/incidents/bulk`]: `{"records":${deep}}`,
      [`${BASE}/v1/deployments`]: `{"repository":${deep}}`,
    };
    for (const [path, body] of Object.entries(bodies)) {
      const reply = await asking.post(`a depth of ${depth}`, path, body, {
        'idempotency-key': `deep-${depth}`,
        'if-match': '1',
      });
      asking.findings.expect(
        reply.status >= 400,
        () => `${path} takes a depth of ${depth}: ${reply.status}`,
      );
    }
  }
}

/** Until there is no room; what did not fit is nowhere. */
async function manyFiles(asking: Asking, knex: Knex): Promise<void> {
  const { maxBytesPerRecord, maxFilesPerRecord } = QUOTA;
  for (const size of [20_000, 100]) {
    const one = await asking.incident();
    const codes = new Set<string>();
    for (let n = 0; n <= maxFilesPerRecord; n += 1) {
      const reply = await asking.send('one file more', {
        method: 'POST',
        path: `${one}/attachments?name=${n}.bin`,
        headers: { 'content-type': 'application/octet-stream' },
        body: Buffer.alloc(size, n),
      });
      if (!isDone(reply)) codes.add(reply.body?.error?.code);
    }
    const [{ files, bytes }] = await knex('attachments')
      .whereIn(
        'record_id',
        knex('records')
          .where({ number: one.slice(one.lastIndexOf('/') + 1) })
          .select('id'),
      )
      .count('* as files')
      .sum('size as bytes');
    asking.findings.expect(
      Number(files) <= maxFilesPerRecord && Number(bytes) <= maxBytesPerRecord,
      () => `One record has ${files} files of ${bytes} bytes`,
    );
    const expected =
      size > 100 ? 'record_attachments_full' : 'too_many_attachments';
    asking.findings.expect(
      codes.size === 1 && codes.has(expected),
      () => `Files of ${size} bytes were refused as ${[...codes]}`,
    );
  }
  const [{ n: kept }] = await knex('blobs').count('* as n');
  const [{ n: named }] = await knex('attachments').countDistinct('sha256 as n');
  asking.findings.expect(
    Number(kept) === Number(named),
    () => `${kept} blobs are kept for ${named} files`,
  );
}
