import { Findings } from '../support/findings';
import { refOf } from '../support/people';
import {
  openIncident,
  shareReplicas,
  type SharedReplicas,
} from '../support/sharedReplicas';
import { copyRecord, removeCopies } from '../support/starvation/recordCopies';
import {
  copyDeployment,
  countCopies,
  removeDeploymentCopies,
  reportUnmapped,
  runSweep,
} from '../support/starvation/waitingDeployments';
import type { Reply } from '../support/wire';
import { mutantsIn, tortureTest } from '../TortureTest';

/** More than a sweep has in memory at a time; rounds add to them. */
const UNMAPPED = 600;
const MOST_UNMAPPED = 3_000;
/** A sweep asks the catalog for so many (docs/operations.md). */
const TRIED_AT_ONCE = 2_000;
/** That other tests have started on the same database: any of them sweeps. */
const PROCESSES = 2;

/** More than a search ranks at first, and more than it looks through for one page. */
const CROWD = 1_100;
const ENDLESS = 16_500;

const backend = mutantsIn('plugins/itsm-backend/src');

/** What stands before the record that is looked for, and a question that leaves it out. */
const BEFORE = {
  'may not be read': { columns: { restricted: '1' }, query: '' },
  'is closed': {
    columns: { is_open: '0', state: `'closed'` },
    query: '&state=open',
  },
  'is about something else': {
    columns: {},
    query: '&entity=component:default/checkout',
  },
};

/** Ways in which a row is broken: by hand, by a restore, by a lost disk. */
const BROKEN = [{ data: '{' }, { data: 'null' }, { state: 'melted' }];

export const starvation = tortureTest<SharedReplicas>({
  id: 'S13',
  title: 'Crowds that stand before what matters, and rows that can not be read',
  promise:
    'However much waits in vain, what can be done is done after a bounded number of sweeps. A search finds what is behind a thousand matches that are left out, or says that it has not looked at all of them. A row that can not be read is one line of each list.',
  unit: 'questions',
  engines: ['postgres', 'sqlite'],
  fullDose: 2_000,
  smallDose: 1,
  mutants: [
    backend(
      'A sweep files the oldest only',
      'deployments/MappingService.ts',
      "if (page.length < PAGE) return { filed, stoppedAt: '' };",
      "return { filed, stoppedAt: '' };",
    ),
    backend(
      'A search never says that it is limited',
      'lists/listRecords.ts',
      '...((limited || isCut) && { limited: true }),',
      '',
    ),
    backend(
      'A search counts what it has looked at as all',
      'lists/textCandidates.ts',
      'return { value, capped: after !== undefined };',
      'return { value, capped: false };',
    ),
    backend(
      'A row that can not be read breaks the list',
      'lists/listRecords.ts',
      'if (!(unreadable instanceof UnreadableRecordError)) throw unreadable;',
      'throw unreadable;',
    ),
  ],
  setUp: arena => shareReplicas(arena, 1),
  async round(replicas, seed) {
    const findings = new Findings();
    let asked = 0;
    try {
      asked += await crowdedSearches(replicas, seed, findings);
      asked += await brokenRows(replicas, seed, findings);
    } finally {
      await removeCopies(replicas.knex);
    }
    // Not meanwhile: whoever writes to an SQLite file beside the backend keeps it from writing
    const sweeps = await crowdedSweeps(replicas, seed, findings);
    return {
      units: asked + 1,
      violations: findings.all(),
      facts: { sweeps },
    };
  },
  async tearDown(replicas) {
    await removeDeploymentCopies(replicas.knex);
    await replicas.close();
  },
});

const numbersIn = ({ body }: Reply): string[] =>
  (body?.items ?? []).map((item: any) => item.number);

/** Returns how many questions it asked. */
async function crowdedSearches(
  replicas: SharedReplicas,
  seed: number,
  findings: Findings,
): Promise<number> {
  const { ask, knex, tokens } = replicas;
  const token = await tokens.of('eddie');
  const search = (word: string, more: string) =>
    ask(0, {
      method: 'GET',
      path: `/api/itsm/v1/incidents?q=${word}${more}`,
      token,
    });
  let asked = 0;
  const expectFound = async (
    what: string,
    target: string,
    word: string,
    more: string,
  ) => {
    for (const count of ['', '&count=true']) {
      const reply = await search(word, `${more}${count}`);
      asked += 1;
      const { items, limited, count: counted } = reply.body ?? {};
      findings.expect(
        reply.status === 200 &&
          (numbersIn(reply).includes(target) || limited === true) &&
          (counted === undefined ||
            counted.capped ||
            (!limited && counted.value === items.length)),
        () =>
          `${target} is behind ${what}: ${reply.status} ${reply.text.slice(0, 300)}`,
      );
    }
  };
  for (const [index, [what, { columns, query }]] of Object.entries(
    BEFORE,
  ).entries()) {
    const word = `crowded${seed}x${index}`;
    const target = await openIncident(replicas, `Behind ${word}`);
    await copyRecord(knex, target, word, { size: CROWD, columns });
    await expectFound(`${CROWD} of which each ${what}`, target, word, query);
  }
  const word = `endless${seed}`;
  const target = await openIncident(replicas, `Behind ${word}`);
  const { columns, query } = BEFORE['may not be read'];
  await copyRecord(knex, target, word, { size: ENDLESS, columns });
  await expectFound(`${ENDLESS} that may not be read`, target, word, query);
  // Page after page it is found
  let cursor: string | undefined;
  let found = false;
  for (let page = 0; page < 5 && !found; page += 1) {
    const reply = await search(word, cursor ? `&cursor=${cursor}` : '');
    asked += 1;
    found = numbersIn(reply).includes(target);
    cursor = reply.body?.nextCursor ?? undefined;
    if (!cursor) break;
  }
  findings.expect(found, () => `No page of ${word} has ${target}`);
  return asked;
}

/** Returns how many questions it asked. */
async function brokenRows(
  replicas: SharedReplicas,
  seed: number,
  findings: Findings,
): Promise<number> {
  const { ask, knex, tokens } = replicas;
  const token = await tokens.of('eddie');
  let asked = 0;
  for (const [index, broken] of BROKEN.entries()) {
    const word = `broken${seed}x${index}`;
    const numbers = [];
    for (const part of ['before', 'bad', 'after']) {
      numbers.push(await openIncident(replicas, `${word} ${part}`));
    }
    const [, bad] = numbers;
    const row = await knex('records').where({ number: bad }).first();
    await knex('records')
      .where({ number: bad })
      .update({ ...broken, assignee: refOf('eddie') });
    try {
      for (const path of [
        'records?limit=20',
        `incidents?q=${word}`,
        `incidents?entity=component:default/checkout&count=true&actions=true`,
        'incidents.csv',
        'my-work',
      ]) {
        const reply = await ask(0, {
          method: 'GET',
          path: `/api/itsm/v1/${path}`,
          token,
        });
        asked += 1;
        const isHere =
          path === 'my-work' || numbers.every(n => reply.text.includes(n));
        findings.expect(
          reply.status === 200 && isHere,
          () =>
            `${path} with ${JSON.stringify(broken)} in it: ${reply.status} ${reply.text.slice(0, 200)}`,
        );
        const line = reply.body?.items?.find(
          (each: any) => each.number === bad,
        );
        findings.expect(
          !line || line.state === 'unreadable',
          () => `${path} shows ${bad} as ${line.state}`,
        );
      }
    } finally {
      // Others look at all records
      const { data, state, assignee } = row;
      await knex('records')
        .where({ number: bad })
        .update({ data, state, assignee });
    }
  }
  return asked;
}

/** Returns how many sweeps it took. */
async function crowdedSweeps(
  { ask, knex, wires }: SharedReplicas,
  seed: number,
  findings: Findings,
): Promise<number> {
  if ((await countCopies(knex)) >= MOST_UNMAPPED) {
    await removeDeploymentCopies(knex);
  }
  const send = (question: Parameters<typeof ask>[1]) => ask(0, question);
  const lost = await reportUnmapped(send, `acme/lost-${seed}`);
  await copyDeployment(knex, lost, UNMAPPED);
  const repository = `acme/mapped-${seed}`;
  const mapped = await reportUnmapped(send, repository);
  // As by a process that ended just after it had mapped the repository
  const elsewhere = `acme/elsewhere-${seed}`;
  const answer = await send({
    method: 'POST',
    path: '/api/itsm/v1/mappings',
    body: { repository: elsewhere, entities: ['component:default/checkout'] },
  });
  if (answer.status !== 200) throw new Error(answer.text);
  await knex('definition_keys')
    .where({ type: 'alias', key: `repository::${elsewhere}` })
    .update({ key: `repository::${repository}` });
  const waiting = await countCopies(knex);
  // Each process goes around by itself
  const most = PROCESSES * Math.ceil((waiting + 1) / TRIED_AT_ONCE) + 1;
  for (let sweeps = 1; sweeps <= most; sweeps += 1) {
    await runSweep(wires[0], 'itsm-deployments-sweep');
    const { unmapped_reason: reason } = await knex('deployments')
      .where({ id: mapped })
      .first();
    if (reason === null) return sweeps;
  }
  findings.expect(
    false,
    () =>
      `Behind ${waiting} deployments that nobody maps one is not filed after ${most} sweeps although its repository is mapped`,
  );
  return most;
}
