import { seeded, type BackendProcess } from 'itsm-harness';
import { LIFECYCLES } from '../support/access/lifecycles';
import { KIND_NAMES, KINDS, type KindName } from '../support/kinds';
import { RENAMED } from './renamedNames';
import { PERSONAS, refOf, Tokens, type PersonName } from '../support/people';

const BASE = '/api/itsm/v1';
/** Nobody that signs in: the timeline of somebody else would change with it. */
const ERASED = 'user:default/tom';
const HOUR = 3_600_000;

/** What has happened to records of each kind, as `incident resolve`. */
export type Covered = Map<string, number>;

/** What records are opened with, beyond the least, so that many of their actions are possible. */
const MORE: Partial<Record<KindName, (at: number) => object[]>> = {
  incident: () => [{}, { entities: ['payments'], restricted: true }],
  problem: () => [
    { proactive: true, entities: ['checkout'], impact: 'low', urgency: 'low' },
  ],
  change: at =>
    ['normal', 'standard', 'emergency'].map(type => ({
      type,
      justification: 'An upgrade',
      implementationPlan: 'Do it',
      backoutPlan: 'Undo it',
      testPlan: 'Look at it',
      securityReason: 'Only a test',
      plannedStart: new Date(at - HOUR).toISOString(),
      plannedEnd: new Date(at + 24 * HOUR).toISOString(),
      approvers: [refOf('chen'), refOf('olivia')],
    })),
  // Who is erased is named in fields, too
  request: () => [{ approvers: [refOf('chen'), ERASED] }, {}],
  review: () => [
    {
      findings: 'Slow',
      noActionsReason: 'Fast now',
      approvers: [refOf('olivia')],
    },
  ],
  article: () => [{ approvers: [refOf('olivia')], entities: ['checkout'] }],
};

/** The names of earlier builds, by those of today. */
const FORMERLY = Object.fromEntries(
  Object.entries(RENAMED).map(([before, now]) => [now, before]),
);

/** A body with the names that the build of that API document knows. */
const namedAs = (document: string, body: object) =>
  Object.fromEntries(
    Object.entries(body).map(([name, value]) => [
      Object.hasOwn(FORMERLY, name) && !document.includes(`"${name}"`)
        ? FORMERLY[name]
        : name,
      value,
    ]),
  );

/**
 * Everybody does what records offer them, what was done least first, so that entries of all verbs and
 * actions are there. What a build refuses is left out.
 */
export async function walk(
  backend: BackendProcess,
  at: number,
  o: { rounds: number; steps: number; seed?: number },
): Promise<Covered> {
  const random = seeded(o.seed ?? 1);
  const tokens = new Tokens(backend);
  const covered: Covered = new Map();
  const send = async (
    who: PersonName | undefined,
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ) => {
    const answer = await backend.call(method, `${BASE}${path}`, {
      body,
      headers,
      token: who && (await tokens.of(who)),
    });
    return answer.status < 300 ? answer.body : undefined;
  };

  const { text: document } = await backend.call(
    'GET',
    '/api/itsm/openapi.json',
  );
  for (let round = 0; round < o.rounds; round += 1) {
    const opened: { kind: KindName; number: string }[] = [];
    for (const kind of KIND_NAMES) {
      for (const more of MORE[kind]?.(at) ?? [{}]) {
        const least = KINDS[kind].least(opened[0]?.number);
        const body = namedAs(document, { ...least, ...more });
        for (const who of [undefined, 'rita'] as const) {
          const view = await send(who, 'POST', `/${KINDS[kind].plural}`, {
            ...body,
            title: `Walk ${round} of ${kind}`,
          });
          if (view) opened.push({ kind, number: view.number });
        }
      }
    }
    // Once is enough: what is said is the same
    if (round === 0) {
      for (const one of opened) await saySomething(one, opened[0].number);
    }
    for (let step = 0; step < o.steps; step += 1) {
      await act(random.pick(opened));
    }
  }
  await vote();
  await deploy();
  await send(undefined, 'POST', '/erasures', { person: ERASED });
  return covered;

  /** On what is published. */
  async function vote() {
    const { items } = await send(
      undefined,
      'GET',
      '/articles?state=all&limit=100',
    );
    for (const { number } of items) {
      await send('rita', 'PUT', `/articles/${number}/vote`, {
        helpful: false,
        missing: 'The end of it',
      });
      await send('eddie', 'PUT', `/articles/${number}/vote`, { helpful: true });
    }
  }

  /** From a repository that somebody maps afterwards, and from one that nobody does. */
  async function deploy() {
    for (const repository of ['upgrades/mapped', 'upgrades/unmapped']) {
      for (const state of ['in_progress', 'failure']) {
        await send(undefined, 'POST', '/deployments', {
          repository,
          runId: '1',
          environment: 'production',
          state,
          revision: '1a2b3c4',
        });
      }
    }
    await send(undefined, 'POST', '/mappings', {
      repository: 'upgrades/mapped',
      entities: ['checkout'],
    });
  }

  async function saySomething(
    { kind, number }: { kind: KindName; number: string },
    other: string,
  ) {
    const one = `/${KINDS[kind].plural}/${number}`;
    const agent = 'olivia';
    const entriesOf = (view: any) => view?.timeline.items ?? [];
    for (const audience of ['public', 'internal']) {
      await send(agent, 'POST', `${one}/comments`, {
        text: `A zebra said ${audience} by @eddie about ${other}`,
        audience,
      });
    }
    const said = await send(agent, 'POST', `${one}/comments`, {
      text: 'A typpo',
    });
    const comment = entriesOf(said).find((e: any) => e.body.text === 'A typpo');
    if (comment) {
      await send(
        agent,
        'PATCH',
        `${one}/comments/${comment.id}`,
        { text: 'A typo, an okapi' },
        { 'if-match': `"${comment.seq}"` },
      );
    }
    await backend.call(
      'POST',
      `${BASE}${one}/attachments?name=note.txt&audience=public`,
      {
        body: Buffer.from(`A note with ${number}`),
        headers: { 'content-type': 'text/plain' },
        token: await tokens.of(agent),
      },
    );
    for (const [role, target, ref] of [
      ['relatedTo', 'record', other],
      ['affected', 'entity', 'component:default/web-shop'],
    ]) {
      await send(agent, 'POST', `${one}/links`, { role, target, ref });
    }
    await send(
      agent,
      'DELETE',
      `${one}/links?role=affected&target=entity&ref=component:default/web-shop`,
    );
    await send('adam', 'PUT', `${one}/watch`);
    const view = await send(undefined, 'GET', `/records/${number}`);
    await send(
      undefined,
      'PATCH',
      one,
      {
        title: `${view.title}, edited`,
        description: `An edited description for <@${ERASED}>`,
      },
      { 'if-match': `"${view.version}"` },
    );
  }

  async function act({ kind, number }: { kind: KindName; number: string }) {
    const who = random.pick([undefined, ...PERSONAS]);
    const view = await send(who, 'GET', `/records/${number}`);
    const names: string[] = (view?.actions ?? [])
      .filter(
        (offered: any) => !offered.refused && LIFECYCLES[kind][offered.name],
      )
      .map((offered: any) => offered.name);
    const [name] = names.sort(
      (a, b) =>
        (covered.get(`${kind} ${a}`) ?? 0) - (covered.get(`${kind} ${b}`) ?? 0),
    );
    if (!name) return;
    const { input, names: others = {} } = LIFECYCLES[kind][name];
    const named = await Promise.all(
      Object.entries(others).map(async ([key, otherKind]) => {
        const { plural } = KINDS[otherKind];
        const list = await send(
          undefined,
          'GET',
          `/${plural}?state=all&limit=5`,
        );
        const other = list.items.find((item: any) => item.number !== number);
        return [key, other?.number] as const;
      }),
    );
    const done = await send(
      who,
      'POST',
      `/${KINDS[kind].plural}/${number}/actions/${name}`,
      { ...input, ...Object.fromEntries(named) },
      { 'if-match': `"${view.version}"` },
    );
    const key = `${kind} ${name}`;
    // What is refused is not tried for ever
    covered.set(key, (covered.get(key) ?? 0) + (done ? 1 : 0.25));
  }
}
