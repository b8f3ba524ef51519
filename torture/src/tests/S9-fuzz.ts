import { GITHUB_HOOK, githubDelivery, type BackendProcess } from 'itsm-harness';
import { readDocument, type ApiOperation } from '../support/apiDocument';
import { Findings } from '../support/findings';
import { walk } from '../support/fuzz/chain';
import { Fuzzer } from '../support/fuzz/Fuzzer';
import { malformedRequests, sendRaw } from '../support/fuzz/malformed';
import { askBroken, askValid, NEVER } from '../support/fuzz/single';
import { signatureOf } from '../support/hooks';
import { KIND_NAMES, KINDS } from '../support/kinds';
import { openWire, type Wire } from '../support/wire';
import { tortureTest } from '../TortureTest';

/** Of the demo's hook `generic` in app-config.yaml. */
const GENERIC_SECRET = 'itsm-demo-generic-secret';
const PER_ROUND = 500;
const WORKERS = 24;
/** After so many requests every operation that can succeed has to have succeeded, but for a few. */
const COVERED_AFTER = 2_000;
const COVERED = 0.95;
/** So often is asked on purpose what chance has left out, if that is too much. */
const MORE = 120;
const AT_ONCE = 6;

interface Setup {
  backends: BackendProcess[];
  wires: Wire[];
  fuzzer: Fuzzer;
}

export const fuzz = tortureTest<Setup>({
  id: 'S9',
  title: 'Requests made from the OpenAPI document, right and wrong',
  promise:
    'Whatever is sent, answers are those of the document, nothing is a fault of the server, and what is wrong is refused.',
  unit: 'requests',
  engines: ['postgres', 'sqlite'],
  fullDose: 1_000_000,
  smallDose: PER_ROUND,
  // Both give the answers of one document; S10 holds them against each other
  smallDoseOn: ['sqlite'],
  async setUp(arena) {
    const backends = await arena.shared(2);
    const wires = backends.map(({ port }) => openWire(port));
    const document = await readDocument(backends[0]);
    return { backends, wires, fuzzer: new Fuzzer(backends, wires, document) };
  },
  async round({ backends, wires, fuzzer }, seed, random) {
    const findings = new Findings();
    fuzzer.startRound(findings, random);
    const before = fuzzer.requests;
    const reachedBefore = new Map(fuzzer.reached);
    await deliver(fuzzer, wires[0], seed);
    for (const kind of KIND_NAMES) {
      await askValid(fuzzer, fuzzer.operation(`create-${kind}`));
    }
    const { operations } = fuzzer.document;
    const work = async () => {
      while (fuzzer.requests - before < PER_ROUND) {
        const operation = random.pick(operations);
        const task = random.below(10);
        if (task === 0) await walk(fuzzer);
        else if (task < 5) await askBroken(fuzzer, operation);
        else await askValid(fuzzer, operation);
      }
    };
    await Promise.all(Array.from({ length: WORKERS }, work));
    const malformed = await sendMalformed(backends, findings, random);

    const possible = operations.filter(({ id }) => !NEVER.includes(id));
    const missed = () => possible.filter(({ id }) => !fuzzer.reached.has(id));
    const isTooMuch = () =>
      fuzzer.requests >= COVERED_AFTER &&
      missed().length > possible.length * (1 - COVERED);
    for (let i = 0; i < MORE && isTooMuch(); i += AT_ONCE) {
      const some = random.shuffle(missed()).slice(0, AT_ONCE);
      await Promise.all(some.map(operation => seek(fuzzer, operation)));
    }
    findings.expect(
      !isTooMuch(),
      () => `Never succeeded: ${missed().map(({ id }) => id)}`,
    );
    return {
      units: fuzzer.requests - before + malformed,
      violations: findings.all(),
      facts: Object.fromEntries(
        [...fuzzer.reached].map(([id, count]) => [
          id,
          count - (reachedBefore.get(id) ?? 0),
        ]),
      ),
    };
  },
  async tearDown({ wires }) {
    wires.forEach(wire => wire.close());
  },
});

/** Mostly it takes a record that is far along: then one of its kind is followed. */
async function seek(fuzzer: Fuzzer, operation: ApiOperation): Promise<void> {
  const kind = KIND_NAMES.find(name =>
    operation.path.startsWith(`/v1/${KINDS[name].plural}`),
  );
  await (kind ? walk(fuzzer, kind) : askValid(fuzzer, operation));
}

/** Webhooks to ask about: one that is ignored and can be tried again, and reports. */
async function deliver(fuzzer: Fuzzer, wire: Wire, seed: number) {
  const { body, headers } = githubDelivery(
    'ping',
    { zen: 'x' },
    `fuzz-${seed}`,
  );
  await wire.send({ method: 'POST', path: GITHUB_HOOK, headers, body });
  const report = JSON.stringify(
    fuzzer.body(fuzzer.operation('report-deployment')),
  );
  const reply = await wire.send({
    method: 'POST',
    path: '/api/itsm/hooks/generic',
    body: report,
    token: null,
    headers: {
      'x-itsm-signature-256': signatureOf(GENERIC_SECRET, Buffer.from(report)),
    },
  });
  fuzzer.findings.expect(
    reply.status === 202 || reply.status === 400,
    () => `A signed report was answered ${reply.status}: ${report}`,
  );
  if (reply.status === 202) fuzzer.deliveries.push(reply.body.delivery);
  const operation = fuzzer.operation('list-deliveries');
  const ignored = await fuzzer.ask({
    operation,
    actor: 'service',
    question: { method: 'GET', path: '/api/itsm/v1/deliveries?status=ignored' },
  });
  fuzzer.deliveries.push(...ignored.body.items.map((d: any) => d.id));
}

/** After what is not even HTTP the processes are alive and answer. */
async function sendMalformed(
  backends: readonly BackendProcess[],
  findings: Findings,
  random: Parameters<typeof malformedRequests>[0],
): Promise<number> {
  const requests = malformedRequests(random, 30);
  const { port } = random.pick(backends);
  await Promise.all(
    requests.map(async text => {
      const status = await sendRaw(port, text);
      findings.expect(
        status === undefined || status < 500,
        () => `${status} for the bytes ${JSON.stringify(text.slice(0, 1_000))}`,
      );
    }),
  );
  for (const backend of backends) {
    const { status } = await backend.call(
      'GET',
      '/.backstage/health/v1/readiness',
    );
    findings.expect(
      status === 200 && backend.ended() === undefined,
      () => `A backend is gone after malformed requests: ${backend.ended()}`,
    );
  }
  return requests.length;
}
