import { until, type BackendProcess } from 'itsm-harness';
import type { Knex } from 'knex';
import { Findings } from '../support/findings';
import { forgeriesOf, type Forgery } from '../support/forgeries';
import {
  GENERIC,
  GITHUB,
  signatureOf,
  type Letter,
  type SignedHook,
} from '../support/hooks';
import { holdingInbox } from '../support/holdInbox';
import { runTask } from '../support/replicas';
import { openWire, type Reply, type Wire } from '../support/wire';
import { tortureTest, type Mutant } from '../TortureTest';

interface Setup {
  backend: BackendProcess;
  wire: Wire;
  knex: Knex;
}

/** How often a captured delivery comes again. */
const REPLAYS = 5;

const mutant = (
  name: string,
  file: string,
  find: string,
  replace: string,
  engines?: Mutant['engines'],
): Mutant => ({ name, file, find, replace, engines });

const ROUTER = 'plugins/itsm-backend/src/inbox/hookRouter.ts';
const PAYLOAD = 'plugins/itsm-node/src/payload.ts';
const VERIFY = '  if (!source.verify(raw, instance.secrets)) {';

export const signatures = tortureTest<Setup>({
  id: 'R5',
  title: 'Forged and replayed webhooks',
  promise:
    'A delivery counts if a configured key signed exactly these bytes. Any other is answered 401 before it is parsed and before the inbox is asked; a captured one that is sent again, with the same id, a new one, or after the inbox forgot it, changes nothing.',
  unit: 'forgeries',
  engines: ['postgres', 'sqlite'],
  fullDose: 10_000,
  smallDose: 1_000,
  mutants: [
    mutant('Signatures are not checked', ROUTER, VERIFY, '  if (false) {'),
    mutant(
      'A delivery is parsed before its sender is proven',
      ROUTER,
      VERIFY,
      `  tryParse(source.parse.bind(source), raw);\n${VERIFY}`,
    ),
    mutant(
      'A delivery is looked up before its sender is proven',
      ROUTER,
      VERIFY,
      `  await store.claimOne('x', worker.claim(), ['dead']);\n${VERIFY}`,
    ),
    mutant(
      'JSON is signed instead of bytes',
      PAYLOAD,
      "createHmac('sha256', secret).update(body)",
      "createHmac('sha256', secret).update(JSON.stringify(JSON.parse(body.toString())))",
    ),
    mutant(
      'Only the first bytes of a signature are compared',
      PAYLOAD,
      'timingSafeEqual(expected, signature)',
      'timingSafeEqual(expected.subarray(0, 8), signature.subarray(0, 8))',
    ),
    mutant(
      'Only the newest key is good',
      PAYLOAD,
      'for (const secret of secrets)',
      'for (const secret of secrets.slice(0, 1))',
    ),
    mutant(
      'Deliveries are not recognized when they come again',
      'plugins/itsm-backend/src/inbox/hookRouter.ts',
      'key: deliveryKey(raw.body, source.key?.(raw)),',
      'key: String(Math.random()),',
    ),
  ],
  setUp: async arena => {
    const [backend] = await arena.shared(1);
    return {
      backend,
      wire: openWire(backend.port),
      knex: arena.database.open(),
    };
  },
  tearDown: async ({ wire, knex }) => {
    wire.close();
    await knex.destroy();
  },
  async round(setup, seed, random) {
    const hook = seed % 2 ? GITHUB : GENERIC;
    const findings = new Findings();
    const run = Number(`${Date.now()}${random.below(100)}`);
    const letter = hook.letter(run, `rev-${run}`);
    const forgeries = forgeriesOf(hook, letter, random);
    await refuseAll(setup, hook, forgeries, findings);
    const replays = await replayAll(setup, hook, letter, findings);
    return {
      units: forgeries.length,
      violations: findings.all(),
      facts: { replays },
    };
  },
});

function post(
  { wire }: Setup,
  hook: SignedHook,
  forgery: Omit<Forgery, 'how'> & { id: string },
): Promise<Reply> {
  const { id, body, signature, headers } = forgery;
  return wire.send({
    method: 'POST',
    path: `/api/itsm/hooks/${hook.instance}`,
    token: null,
    body,
    headers: {
      ...hook.otherHeaders,
      [hook.idHeader]: id,
      ...(signature !== undefined && { [hook.signatureHeader]: signature }),
      ...headers,
    },
  });
}

/** Nobody can use the inbox meanwhile, so an answer shows that it was not asked. */
async function refuseAll(
  setup: Setup,
  hook: SignedHook,
  forgeries: readonly Forgery[],
  findings: Findings,
): Promise<void> {
  const { knex, backend } = setup;
  const before = await countOf(knex, hook);
  const answers: Promise<void>[] = [];
  const wereAnswered = await holdingInbox(knex, () => {
    for (const [n, forgery] of forgeries.entries()) {
      const answer = post(setup, hook, { ...forgery, id: `forged-${n}` });
      answers.push(
        answer.then(({ status, text }) => {
          findings.expect(
            status === 401 && text.includes('bad_signature'),
            () => `${hook.instance}: ${forgery.how} was answered ${status}`,
          );
        }),
      );
    }
    return Promise.all(answers);
  });
  findings.expect(
    wereAnswered,
    () => `${hook.instance}: forgeries waited for the inbox`,
  );
  await Promise.all(answers);
  const more = (await countOf(knex, hook)) - before;
  findings.expect(more === 0, () => `${more} forgeries were stored`);
  findings.expect(
    backend.ended() === undefined,
    () => `The backend ended with ${backend.ended()}`,
  );
}

async function countOf(knex: Knex, { instance }: SignedHook): Promise<number> {
  const row = await knex('deliveries')
    .where({ instance })
    .count('* as n')
    .first();
  return Number(row!.n);
}

/** Whoever captured a delivery can send it again, and name it anew: ids are not signed. */
async function replayAll(
  setup: Setup,
  hook: SignedHook,
  { id, body }: Letter,
  findings: Findings,
): Promise<number> {
  const [newest, oldest] = hook.secrets.map(s => signatureOf(s, body));
  const first = await post(setup, hook, { id, body, signature: newest });
  if (
    !findings.expect(
      first.status === 202,
      () => `${hook.instance}: a good delivery was answered ${first.text}`,
    )
  ) {
    return 0;
  }
  const rotated = await post(setup, hook, { id, body, signature: oldest });
  findings.expect(
    rotated.status === 202 && rotated.body.delivery === first.body.delivery,
    () => `${hook.instance}: signed with the older key: ${rotated.text}`,
  );
  const number = await recordOf(setup, first.body.delivery);
  await untilNothingIsDue(setup);
  const before = await setup.backend.call(
    'GET',
    `/api/itsm/v1/records/${number}`,
  );

  const ids = Array.from({ length: REPLAYS }, (_, n) => `${id}-${n}`);
  const renamed = await Promise.all(
    ids.map(other => post(setup, hook, { id: other, body, signature: newest })),
  );
  await setup.knex('deliveries').where({ id: first.body.delivery }).delete();
  const forgotten = await post(setup, hook, { id, body, signature: newest });
  for (const { status, body: answer } of [...renamed, forgotten]) {
    findings.expect(
      status === 202,
      () => `${hook.instance}: a replay was answered ${status}`,
    );
    const told = await recordOf(setup, answer.delivery);
    findings.expect(
      told === number,
      () => `${hook.instance}: a replay made ${told}, not ${number}`,
    );
  }
  const after = await setup.backend.call(
    'GET',
    `/api/itsm/v1/records/${number}`,
  );
  findings.expect(
    JSON.stringify(after.body) === JSON.stringify(before.body),
    () => `Replays changed ${number} from ${before.text} to ${after.text}`,
  );
  return renamed.length + 1;
}

/** The letter tells of what is long past: its change is closed by a timer, whenever that runs. */
async function untilNothingIsDue({ wire, knex }: Setup): Promise<void> {
  await until(async () => {
    await runTask({ wire }, 'itsm-timers');
    const due = knex('timers').where('due_at', '<=', Date.now());
    return (await due.first('name')) === undefined;
  }, 'timers that are due to act');
}

/** The record that a delivery was filed under, once it is worked off. */
async function recordOf({ backend }: Setup, delivery: string): Promise<string> {
  let number = '';
  await until(async () => {
    const { body } = await backend.call(
      'GET',
      `/api/itsm/v1/deliveries/${delivery}`,
    );
    if (body.status !== 'processed') return false;
    [number] = body.records;
    return true;
  }, `delivery ${delivery} to be worked off`);
  return number;
}
