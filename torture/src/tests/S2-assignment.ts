import type { Seeded } from 'itsm-harness';
import {
  addressOf,
  BASE,
  readDocument,
  type ApiOperation,
} from '../support/apiDocument';
import {
  hostileValue,
  validBody,
  withField,
} from '../support/assignment/bodies';
import {
  fieldNames,
  INHERITED,
  SERVER_OWNED,
  TAKEN,
} from '../support/assignment/names';
import { Findings } from '../support/findings';
import { openWire, tell, type Question, type Wire } from '../support/wire';
import { tortureTest, type Mutant } from '../TortureTest';

const COMMON = 'plugins/itsm-common/src';
const MUTANTS: readonly Mutant[] = [
  {
    name: 'an edit takes what it does not know',
    file: `${COMMON}/kinds/incident/incident.ts`,
    find: '  edit: z.strictObject({',
    replace: '  edit: z.looseObject({',
  },
  {
    name: 'an edit may set the state',
    file: `${COMMON}/kinds/change/change.ts`,
    find: "    type: z.enum(['standard', 'normal', 'emergency']).optional(),",
    replace:
      "    type: z.enum(['standard', 'normal', 'emergency']).optional(), state: z.string().optional(),",
  },
  {
    name: 'a comment takes what it does not know',
    file: `${COMMON}/wire/record.ts`,
    find: 'export const commentInput = z.strictObject({',
    replace: 'export const commentInput = z.object({',
  },
];

/** So many rounds one after the other try every name, and each round these. */
const ROUNDS_FOR_ALL = 16;
const WANTED_MOST = ['state', 'version', 'number', 'approvals'];

interface Target {
  wire: Wire;
  findings: Findings;
  random: Seeded;
  marker: string;
  /** Number of a record to which nothing happens, for what names one. */
  other: string;
}

const declaredNames = (operation: ApiOperation): string[] => [
  ...Object.keys(operation.body?.properties ?? {}),
  ...operation.parameters.filter(p => p.in === 'query').map(p => p.name),
];

const showsEffect = (text: string, marker: string) =>
  text.includes(marker) || text.includes('987654');

export const assignment = tortureTest({
  id: 'S2',
  title: 'Every stored and server-owned name in every body',
  promise:
    'Callers set the fields that are declared for them; no other name is taken, and none has an effect.',
  unit: 'fields',
  engines: ['postgres', 'sqlite'],
  fullDose: 30_000,
  smallDose: 1,
  // Names are refused before a database is asked
  smallDoseOn: ['sqlite'],
  mutants: MUTANTS,
  async setUp(arena) {
    const [backend] = await arena.shared(1);
    const document = await readDocument(backend);
    const names = await fieldNames(arena.database, document);
    const wire = openWire(backend.port, 16);
    const { number: other } = await open(wire, 'incident');
    return { document, names, wire, other };
  },
  async round({ document, names, wire, other }, seed, random) {
    const findings = new Findings();
    const marker = `hostile${seed}x`;
    const target = { wire, findings, random, marker, other };
    let units = 0;
    for (const operation of document.operations) {
      if (operation.method === 'GET') {
        units += await tryQuery(target, operation, random.pick(names));
        continue;
      }
      const declared = declaredNames(operation);
      const taken = TAKEN[operation.id] ?? [];
      for (const name of declared.filter(n => SERVER_OWNED.includes(n))) {
        findings.expect(
          taken.includes(name),
          () => `${operation.id} lets callers tell it the ${name}`,
        );
      }
      if (!operation.body) continue;
      findings.expect(
        operation.body.additionalProperties === false,
        () => `${operation.id} does not say that it takes nothing else`,
      );
      const others = names.filter(n => !declared.includes(n));
      const tried = others.filter(
        (name, i) =>
          WANTED_MOST.includes(name) || (i + seed) % ROUNDS_FOR_ALL === 0,
      );
      units += await tryNames(target, operation, tried);
    }
    return { units, violations: findings.all() };
  },
  async tearDown({ wire }) {
    wire.close();
  },
});

async function open(wire: Wire, kind: string, other?: string): Promise<any> {
  const create = {
    id: `create-${kind}`,
    method: 'POST',
    path: `${BASE}/v1/${kind}s`,
  } as ApiOperation;
  const { body, text } = await wire.send({
    ...create,
    body: validBody(create, other),
  });
  if (!body?.number) throw new Error(`No ${kind} was opened: ${text}`);
  return body;
}

/** Sends each name beside what is right; answers how many. */
async function tryNames(
  { wire, findings, marker, other }: Target,
  operation: ApiOperation,
  names: readonly string[],
): Promise<number> {
  const kind = /^\/v1\/(\w+)s\/\{number\}/.exec(operation.path)?.[1];
  const record = kind && (await open(wire, kind, other));
  const read = async () =>
    record &&
    (
      await wire.send({
        method: 'GET',
        path: `${BASE}/v1/records/${record.number}`,
      })
    ).text;
  const question = (name: string, of = record) =>
    questionOf(operation, of, name, { marker, other });
  const ask = (name: string, of = record) => wire.send(question(name, of));
  const before = await read();
  const refused = names.filter(name => !INHERITED.includes(name));
  await Promise.all(
    refused.map(async name => {
      const { status, text } = await ask(name);
      findings.expect(
        status === 400 && text.includes('invalid_input'),
        () =>
          `${operation.id} took ${name} with ${status}: ${tell(question(name))}`,
      );
    }),
  );
  findings.expect(
    (await read()) === before,
    () => `${record.number} is another one after ${operation.id} was refused`,
  );
  for (const name of names.filter(n => INHERITED.includes(n))) {
    // May be passed over in silence: then it must have no effect
    const fresh = kind && (await open(wire, kind, other));
    const { status, text } = await ask(name, fresh);
    findings.expect(
      status < 500 && (status === 400 || !showsEffect(text, marker)),
      () =>
        `${operation.id} took ${name} with ${status}: ${text.slice(0, 500)}`,
    );
  }
  const after = await wire.send({ method: 'GET', path: `${BASE}/v1/settings` });
  findings.expect(
    after.status === 200 && !showsEffect(after.text, marker),
    () => `${operation.id} has left something in everything: ${after.text}`,
  );
  return names.length;
}

function questionOf(
  operation: ApiOperation,
  record: any,
  name: string,
  { marker, other }: Pick<Target, 'marker' | 'other'>,
): Question {
  const params = { number: record?.number ?? '', id: 'none' };
  return {
    method: operation.method,
    path: addressOf(operation, params),
    headers: {
      ...(operation.versioned && { 'if-match': String(record?.version) }),
    },
    body: withField(
      validBody(operation, other),
      name,
      hostileValue(name, marker),
    ),
  };
}

/** A name in the address that the operation does not declare. */
async function tryQuery(
  { wire, findings, marker }: Target,
  operation: ApiOperation,
  name: string,
): Promise<number> {
  const declared = declaredNames(operation);
  if (declared.length === 0 || declared.includes(name)) return 0;
  const path = addressOf(
    operation,
    { number: 'INC-1', id: 'none' },
    { [name]: marker },
  );
  const { status } = await wire.send({ method: 'GET', path });
  findings.expect(
    status === 400 || INHERITED.includes(name),
    () => `${operation.id} took ${name} in its address with ${status}`,
  );
  return 1;
}
