import {
  ADMIN_TOKEN,
  CI_TOKEN,
  until,
  type BackendProcess,
  type HarnessDatabase,
  untilCatalogKnows,
} from 'itsm-harness';
import { BASE } from '../support/apiDocument';
import { Findings } from '../support/findings';
import { KINDS, type KindName } from '../support/kinds';
import { refOf, Tokens } from '../support/people';
import { runTask } from '../support/replicas';
import { dump } from '../support/secrets/dump';
import {
  HOOK_SECRET,
  plant,
  PLANTED_CONFIG,
  SIGNING_KEY,
} from '../support/secrets/Planted';
import { failOnce, sendTraffic } from '../support/secrets/traffic';
import { openWire, type Wire } from '../support/wire';
import { tortureTest, type Mutant } from '../TortureTest';

const BACKEND = 'plugins/itsm-backend/src';
const MUTANTS: readonly Mutant[] = [
  {
    name: 'a log line holds the secret of a webhook',
    file: `${BACKEND}/inbox/hookRouter.ts`,
    find: '  if (!source.verify(raw, instance.secrets)) {',
    replace:
      '  if (!source.verify(raw, instance.secrets)) {\n    console.warn(instance.secrets);',
  },
  {
    name: 'the headers of a webhook are kept as they came',
    file: `${BACKEND}/inbox/hookRouter.ts`,
    find: 'headers: keptHeaders(raw.headers),',
    replace: 'headers: raw.headers,',
  },
  {
    name: 'a fault is logged with what was to be stored',
    file: `${BACKEND}/database/database.ts`,
    find: '  redactDatabaseErrors(knex);',
    replace: '',
    // PostgreSQL's messages hold no values, only some of their details do
    engines: ['sqlite'],
  },
  {
    name: 'keys are kept as they came',
    file: `${BACKEND}/http/idempotency.ts`,
    find: "const id = sha256([principal, route, key].join('\\n'));",
    replace: 'const id = key;',
  },
  {
    name: 'answers of an erased person stay',
    file: `${BACKEND}/audit/erasePerson.ts`,
    find: "  await trx('idempotency')",
    replace: "  if (!trx) await (trx as any)('idempotency')",
  },
];

interface Setup {
  backend: BackendProcess;
  database: HarnessDatabase;
  wire: Wire;
  tokens: Tokens;
}

export const secrets = tortureTest<Setup>({
  id: 'S11',
  title: 'Planted secrets are looked for everywhere',
  promise:
    'What proves somebody or something is in no log, answer, page or table; what people write is in no log; who was erased is in no record.',
  unit: 'places',
  engines: ['postgres', 'sqlite'],
  fullDose: 20_000,
  smallDose: 1,
  mutants: MUTANTS,
  async setUp(arena) {
    const database = await arena.newDatabase();
    const backend = await arena.start({ database, config: PLANTED_CONFIG });
    await untilCatalogKnows(backend);
    const tokens = new Tokens(backend);
    return { backend, database, wire: openWire(backend.port), tokens };
  },
  async round({ backend, database, wire, tokens }, seed) {
    const findings = new Findings();
    const planted = plant(seed);
    const author = await tokens.of('rita');
    const agent = await tokens.of('eddie');
    const proofs = {
      ...planted.proofs,
      "a hook's secret": HOOK_SECRET,
      'the signing key': SIGNING_KEY,
      'the token of a service': ADMIN_TOKEN,
      'the token of a pipeline': CI_TOKEN,
      'the token of a person': agent,
    };
    const { refusals, number } = await sendTraffic(wire, planted, {
      author,
      agent,
    });
    const lost = planted.texts['what a database failed to keep'];
    const failed = await failOnce(wire, database, number, lost);
    findings.expect(
      failed.status === 500,
      () => `Without a column a comment was answered ${failed.status}`,
    );
    await untilOutletsAreDone(wire, database);

    let units = 0;
    const seek = (
      where: string,
      text: string,
      what: Record<string, string>,
    ): void => {
      for (const [name, secret] of Object.entries(what)) {
        units += 1;
        const at = text.indexOf(secret);
        findings.expect(
          at < 0,
          () =>
            `${name} is in ${where}: ${text.slice(Math.max(0, at - 150), at + 80)}`,
        );
      }
    };
    seek('the log', backend.output(), {
      ...proofs,
      ...planted.texts,
      ...planted.whispers,
    });
    for (const text of [...refusals, failed.text]) {
      seek('a refusal', text, proofs);
    }
    for (const path of ['/', `${BASE}/openapi.json`, `${BASE}/v1/settings`]) {
      const page = await wire.send({ method: 'GET', path });
      seek(path, page.text, proofs);
    }
    const deliveries = await wire.send({
      method: 'GET',
      path: `${BASE}/v1/deliveries`,
    });
    seek('the list of deliveries', deliveries.text, proofs);
    for (const { name, text } of await dump(database)) {
      seek(name, text, proofs);
      if (!name.startsWith('itsm.')) {
        seek(name, text, planted.whispers);
        seek(name, text, planted.addresses);
      }
    }
    units += await erase(wire, database, tokens, seed, findings);
    return { units, violations: findings.all() };
  },
  async tearDown({ wire }) {
    wire.close();
  },
});

/** Notifications and events of what happened have gone out. */
async function untilOutletsAreDone(
  wire: Wire,
  database: HarnessDatabase,
): Promise<void> {
  const knex = database.open();
  try {
    await until(async () => {
      await runTask({ wire }, 'itsm-outlets');
      return (await knex('reactions').whereNull('dead_at')).length === 0;
    }, 'the outlets to be done');
  } finally {
    await knex.destroy();
  }
}

/** Where records name somebody beside their author. */
const NAMING: Partial<Record<KindName, object>> = {
  change: { approvers: ['adam', 'chen'], requester: 'adam' },
  request: { approvers: ['adam', 'chen'], requester: 'adam' },
  task: { assignee: 'adam' },
  review: { approvers: ['adam'] },
  article: { approvers: ['adam'] },
};

/** Somebody does all that leaves a name, and is erased; answers the places that were looked at. */
async function erase(
  wire: Wire,
  database: HarnessDatabase,
  tokens: Tokens,
  seed: number,
  findings: Findings,
): Promise<number> {
  const token = await tokens.of('adam');
  const as = (method: string, path: string, body?: unknown, key?: string) =>
    wire.send({
      method,
      path: `${BASE}${path}`,
      token,
      body,
      headers: key ? { 'idempotency-key': `${key}-${seed}` } : {},
    });
  const said = `planted by whom we forget ${seed}`;
  const opened = await as(
    'POST',
    '/v1/incidents',
    KINDS.incident.least(),
    'open',
  );
  const one = `/v1/incidents/${opened.body.number}`;
  await as('POST', `${one}/comments`, { text: said }, 'say');
  await as('PUT', `${one}/watch`);
  await as('POST', `${one}/attachments?name=a.txt`, Buffer.from('a'), 'attach');
  const whole = opened.body.number;
  for (const [kind, naming] of Object.entries(NAMING)) {
    const { plural, least } = KINDS[kind as KindName];
    await as('POST', `/v1/${plural}`, { ...least(whole), ...naming });
  }
  await as('POST', '/v1/mappings', {
    repository: `acme/mapped-${seed}`,
    entities: ['checkout'],
  });
  await untilOutletsAreDone(wire, database);
  const erased = await wire.send({
    method: 'POST',
    path: `${BASE}/v1/erasures`,
    body: { person: refOf('adam') },
  });
  findings.expect(
    erased.status === 200 && erased.body.entries > 0,
    () => `The erasure was answered ${erased.status} ${erased.text}`,
  );
  const own = (await dump(database)).filter(({ name }) =>
    name.startsWith('itsm.'),
  );
  for (const { name, text } of own) {
    for (const left of [`${refOf('adam')}"`, said]) {
      findings.expect(
        !text.includes(left),
        () =>
          `After the erasure ${name} has ${left}: ${text.slice(Math.max(0, text.indexOf(left) - 150), text.indexOf(left) + 60)}`,
      );
    }
  }
  return own.length * 2;
}
