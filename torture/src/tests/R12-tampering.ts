import {
  until,
  type BackendProcess,
  type CallOptions,
  type Seeded,
} from 'itsm-harness';
import type { Knex } from 'knex';
import { Findings } from '../support/findings';
import { readChain, replaceRows, type Chain } from '../support/tampering/chain';
import { editings } from '../support/tampering/editings';
import { movings } from '../support/tampering/movings';
import { removals } from '../support/tampering/removals';
import type { Tampered, Tampering } from '../support/tampering/Tampering';
import { mutantsIn, tortureTest } from '../TortureTest';

interface Setup {
  backend: BackendProcess;
  knex: Knex;
}

const TAMPERINGS: readonly Tampering[] = [...editings, ...removals, ...movings];
/** Each of them so often in a round, at different entries. */
const TIMES = 2;
const COMMENTS = 8;

const mutant = mutantsIn('plugins/itsm-backend/src/audit', [
  'sqlite',
  'postgres',
]);

export const tampering = tortureTest<Setup>({
  id: 'R12',
  title: 'Tampering by whoever owns the database',
  promise:
    'After any edit, deletion, insertion, move or cut of stored entries, `verify` names the record and the place where its chain breaks; when every hash of the record was computed anew, a checkpoint kept elsewhere does not hold. Content that was blanked out counts as erased.',
  unit: 'tamperings',
  engines: ['postgres', 'sqlite'],
  fullDose: 10_000,
  smallDose: 50,
  mutants: [
    mutant(
      'Entries are not held against the one before',
      'verifyTimeline.ts',
      'row.prev !== prev',
      'false',
    ),
    mutant(
      'Content is not held against its hash',
      'verifyTimeline.ts',
      'row.content === null ||',
      'true ||',
    ),
    mutant(
      "The chain's end is not held against the record",
      'verifyTimeline.ts',
      'head.last_hash !== prev',
      'false',
    ),
    mutant(
      'The audience is not part of the hash',
      '../timeline/entryChain.ts',
      '      row.audience,\n',
      '',
    ),
    mutant(
      'Only the number of entries is held against a checkpoint',
      'checkpoints.ts',
      'root === checkpoint.root',
      'true',
    ),
    mutant(
      'Entries without a record are not looked for',
      'verifyTimeline.ts',
      'if (!options.number) await findOrphans',
      'if (options.number) await findOrphans',
    ),
  ],
  setUp: async arena => {
    const [backend] = await arena.shared(1);
    const knex = arena.database.open();
    // As its owner may
    if (arena.engine === 'sqlite') await knex.raw('pragma foreign_keys = off');
    return { backend, knex };
  },
  tearDown: ({ knex }) => knex.destroy(),
  async round(setup, _seed, random) {
    const { knex } = setup;
    const findings = new Findings();
    const chain = await readChain(knex, await makeRecord(setup, random));
    const other = await readChain(knex, await makeRecord(setup, random));
    const checkpoint = await checkpointOver(setup, [chain, other]);
    const untouched = await verify(setup, { number: chain.number, checkpoint });
    findings.expect(
      untouched.intact === true,
      () => `An untouched timeline: ${JSON.stringify(untouched)}`,
    );

    const facts: Record<string, number> = {};
    const planned = Array.from({ length: TIMES }, () => TAMPERINGS).flat();
    for (const each of planned) {
      const at = random.below(chain.entries.length);
      const tampered = each.apply({
        chain,
        random,
        at,
        other: { recordId: other.recordId, freeSeq: other.head.seq + 1 },
      });
      const { entries, head, trace } = tampered;
      await replaceRows(
        knex,
        chain.recordId,
        chain.entries,
        entries,
        head ?? chain.head,
      );
      const missed = await missedBy(setup, chain, tampered, checkpoint);
      await replaceRows(
        knex,
        chain.recordId,
        entries,
        chain.entries,
        chain.head,
      );
      facts[trace.by] = (facts[trace.by] ?? 0) + 1;
      findings.expect(
        !missed,
        () =>
          `${each.name} (${at + 1} of ${chain.entries.length}) of ${chain.number}: ${missed}`,
      );
    }
    const restored = await verify(setup, { checkpoint });
    findings.expect(
      restored.intact === true,
      () => `Everything put back: ${JSON.stringify(restored)}`,
    );
    return { units: planned.length, violations: findings.all(), facts };
  },
});

/** What `verify` should have said and did not; undefined if it said it. */
async function missedBy(
  setup: Setup,
  { number }: Chain,
  { trace }: Tampered,
  checkpoint: object,
): Promise<string | undefined> {
  const verdict = await verify(
    setup,
    trace.by === 'orphan' ? { checkpoint } : { number, checkpoint },
  );
  const at = (record: string | null, seqs: readonly number[]) =>
    verdict.findings.some(
      (f: any) => f.record === record && seqs.includes(f.seq),
    );
  const isFound = {
    chain: () => trace.by === 'chain' && at(number, trace.seqs),
    checkpoint: () =>
      verdict.findings.length === 0 && verdict.checkpoint.intact === false,
    orphan: () =>
      trace.by === 'orphan' && at(number, [trace.seq]) && at(null, [trace.seq]),
    erased: () => verdict.erased === 1 && verdict.findings.length === 0,
  }[trace.by]();
  const isDoubted = trace.by === 'erased' || verdict.intact === false;
  return isFound && isDoubted
    ? undefined
    : `${JSON.stringify(trace)} expected, ${JSON.stringify(verdict)} found`;
}

async function verify(
  { backend }: Setup,
  body: { number?: string; checkpoint?: object },
): Promise<any> {
  const answer = await backend.call('POST', '/api/itsm/v1/audit/verify', {
    body,
  });
  if (answer.status !== 200) throw new Error(`verify: ${answer.text}`);
  return answer.body;
}

async function makeRecord({ backend }: Setup, random: Seeded): Promise<string> {
  const post = async (path: string, body: object, o: CallOptions = {}) => {
    const answer = await backend.call('POST', `/api/itsm/v1/incidents${path}`, {
      body,
      ...o,
    });
    if (answer.status > 201) throw new Error(`${path}: ${answer.text}`);
    return answer.body;
  };
  const { number } = await post('', {
    title: 'To be tampered with',
    description: 'Its timeline is worth something',
    impact: 'low',
    urgency: 'low',
    entities: ['component:default/checkout'],
  });
  await post(
    `/${number}/actions/start`,
    {},
    { headers: { 'if-match': '"1"' } },
  );
  // Whom a record is about can't read internal notes
  const token = await backend.signIn('user:default/adam');
  for (let n = 0; n < COMMENTS; n += 1) {
    const text = `What was found out, part ${n}`;
    const audience = random.pick(['public', 'internal']);
    await post(`/${number}/comments`, { text, audience }, { token });
  }
  return number;
}

/** The product's own checkpoint, once it covers these: an open write elsewhere holds it back. */
async function checkpointOver(
  { backend, knex }: Setup,
  chains: readonly Chain[],
): Promise<object> {
  let checkpoint: any;
  const lasts = chains.map(({ entries }) => entries[entries.length - 1]);
  const isCovered = (watermark: string) =>
    lasts.every(({ tx, rowid }) =>
      tx === undefined
        ? rowid! <= Number(watermark)
        : BigInt(tx) < BigInt(watermark),
    );
  await until(
    async () => {
      await backend.call(
        'POST',
        '/api/itsm/.backstage/scheduler/v1/tasks/itsm-checkpoint/trigger',
      );
      checkpoint = await knex('checkpoints').orderBy('id', 'desc').first();
      return checkpoint !== undefined && isCovered(checkpoint.watermark);
    },
    'a checkpoint over the records',
    { everyMs: 500 },
  );
  return {
    ...checkpoint,
    at: Number(checkpoint.at),
    size: Number(checkpoint.size),
  };
}
