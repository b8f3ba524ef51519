import {
  githubDelivery,
  GITHUB_HOOK,
  GITHUB_SECRET,
  type BackendProcess,
  untilCatalogKnows,
} from 'itsm-harness';
import { BASE, readDocument } from '../support/apiDocument';
import { validBody } from '../support/assignment/bodies';
import { Findings } from '../support/findings';
import { signatureOf } from '../support/hooks';
import type { Crossing } from '../support/limits/Crossing';
import { COLLECTOR } from '../support/limits/collector';
import { documentedLimits } from '../support/limits/documented';
import { statedLimits } from '../support/limits/stated';
import { peakGrowth, residentMib } from '../support/memory';
import { openWire, tell, type Wire } from '../support/wire';
import { tortureTest, type Mutant } from '../TortureTest';

/** Of resident memory: for one request at its peak, and for all of them when they are over. */
const MAX_GROWTH_MIB = 64;

const BACKEND = 'plugins/itsm-backend/src';
const MUTANTS: readonly Mutant[] = [
  {
    name: 'pages of any size',
    file: 'plugins/itsm-common/src/recordQuery.ts',
    find: '  limit: z.coerce.number().int().min(1).max(100).default(20),\n  count',
    replace: '  limit: z.coerce.number().int().min(1).default(20),\n  count',
  },
  {
    name: 'bodies of any size',
    file: `${BACKEND}/http/router.ts`,
    find: "const JSON_LIMIT = '1mb';",
    replace: "const JSON_LIMIT = '500mb';",
  },
  {
    name: 'files of any size',
    file: `${BACKEND}/attachments/attachmentOperations.ts`,
    find: 'MAX_ATTACHMENT_BYTES = 10 * 1024 * 1024',
    replace: 'MAX_ATTACHMENT_BYTES = 500 * 1024 * 1024',
  },
  {
    name: 'webhooks are unpacked',
    file: `${BACKEND}/inbox/hookRouter.ts`,
    find: '        inflate: false,\n',
    replace: '',
  },
  {
    name: 'keys of any length',
    file: `${BACKEND}/http/idempotency.ts`,
    find: '{1,255}$/',
    replace: '+$/',
  },
];

export const limits = tortureTest({
  id: 'S8',
  title: 'Requests that cross a limit',
  promise: `Whatever is too long, too many, too deep or too large is refused with a code that says what to change, and costs less than ${MAX_GROWTH_MIB} MiB: each at its peak, and all together when they are over.`,
  unit: 'limits',
  engines: ['postgres', 'sqlite'],
  fullDose: 2_000,
  smallDose: 1,
  // Limits are held before a database is asked
  smallDoseOn: ['sqlite'],
  mutants: MUTANTS,
  async setUp(arena) {
    // Of its own: others need memory too
    const database = await arena.newDatabase();
    const backend = await arena.start({
      database,
      modules: [require.resolve('../support/limits/collector.ts')],
    });
    await untilCatalogKnows(backend);
    const wire = openWire(backend.port, 4);
    const { operations } = await readDocument(backend);
    const create = operations.find(o => o.id === 'create-incident')!;
    const path = `${BASE}/v1/incidents`;
    const { body } = await wire.send({
      method: 'POST',
      path,
      body: validBody(create),
    });
    const one = `${path}/${body.number}`;
    const crossings = [...documentedLimits(operations), ...statedLimits(one)];
    // What the first request of a kind needs once, no later one needs again
    for (const crossing of crossings) await wire.send(crossing.question);
    return { backend, wire, crossings, one };
  },
  async round({ backend, wire, crossings, one }, seed, random) {
    const findings = new Findings();
    const before = await memoryInUse(backend);
    for (const crossing of random.shuffle(crossings)) {
      const cost = await peakGrowth(backend.pid, () =>
        cross(wire, crossing, findings),
      );
      findings.expect(
        cost <= MAX_GROWTH_MIB,
        () => `${crossing.limit}: the process grew by ${cost} MiB`,
      );
    }
    const kept = (await memoryInUse(backend)) - before;
    findings.expect(
      kept <= MAX_GROWTH_MIB,
      () => `${kept} MiB are still in use after all that`,
    );
    await expectDeepWebhooks(wire, seed, findings);
    const { status } = await wire.send({ method: 'GET', path: one });
    findings.expect(
      status === 200 && backend.ended() === undefined,
      () => `After all that a record is answered with ${status}`,
    );
    return {
      units: crossings.length,
      violations: findings.all(),
    };
  },
  async tearDown({ wire }) {
    wire.close();
  },
});

async function cross(wire: Wire, o: Crossing, findings: Findings) {
  const reply = await wire.send(o.question);
  const { error } = reply.body ?? {};
  findings.expect(
    reply.status === o.status &&
      (!o.code || error?.code === o.code) &&
      (!o.names || JSON.stringify(error).includes(o.names)),
    () =>
      `${o.limit}: ${reply.status} ${reply.text.slice(0, 200)} instead of ${o.status} ${o.code} with ${o.names}: ${tell(o.question).slice(0, 200)}`,
  );
}

/** A signed body that is nothing but depth is kept, or refused, and harms nobody. */
async function expectDeepWebhooks(
  wire: Wire,
  seed: number,
  findings: Findings,
): Promise<void> {
  for (const depth of [1_000, 10_000, 400_000]) {
    const { headers } = githubDelivery('deployment', {}, `${seed}-${depth}`);
    const body = `${'['.repeat(depth)}${']'.repeat(depth)}`;
    const { status, text } = await wire.send({
      method: 'POST',
      path: GITHUB_HOOK,
      headers: {
        ...headers,
        'x-hub-signature-256': signatureOf(GITHUB_SECRET, Buffer.from(body)),
      },
      body,
    });
    findings.expect(
      status < 500,
      () => `A webhook of a depth of ${depth} was answered ${status} ${text}`,
    );
  }
}

/** Without what nobody uses any more. */
async function memoryInUse(backend: BackendProcess): Promise<number> {
  const { status } = await backend.call('POST', COLLECTOR);
  if (status !== 204) throw new Error(`Nothing is collected: ${status}`);
  return residentMib(backend.pid);
}
