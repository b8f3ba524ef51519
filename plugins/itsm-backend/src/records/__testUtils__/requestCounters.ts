/* eslint-disable jest/no-export */
import { builtInKinds } from 'backstage-plugin-itsm-common';
import type { Knex } from 'knex';
import type { Person } from '../../__testUtils__/people';
import { decide } from '../../__testUtils__/policy';
import {
  CHECKOUT_DOWN,
  startItsm,
  type TestItsm,
} from '../../__testUtils__/startItsm';
import {
  costOf,
  recordStatements,
  type Statement,
} from '../../__testUtils__/statements';

/** What an entity is called now. */
const isLookUp = ({ sql }: Statement) =>
  /^select .{0,80}from .entity_facts. where .ref. in/.test(sql);

const HOT = 'component:default/c-0';
/** The policy is asked about each kind. */
const KINDS = builtInKinds.length;

const isCommit = ({ sql }: Statement) => /^\s*commit/i.test(sql);
const isControl = ({ sql }: Statement) =>
  /^\s*(begin|commit|rollback|savepoint|release)/i.test(sql);

/** Declares the tests of what requests cost, on a filled database. */
export function countRequests(database: () => Knex, id: string): void {
  let knex: Knex;
  let itsm: TestItsm;
  let number: string;
  let questions = 0;

  beforeAll(async () => {
    knex = database();
    itsm = await startItsm({
      knex,
      itsm: { desks: { it: {}, hr: {} } },
      decide: (person, permission) => {
        questions += 1;
        return decide(person, permission);
      },
    });
    const created = await itsm.call('eddie', 'post', '/v1/incidents').send({
      title: 'Counted',
      description: 'x',
      impact: 'low',
      urgency: 'low',
      entities: ['component:default/checkout'],
    });
    number = created.body.number;
    await itsm.settle();
  });
  afterAll(() => itsm?.stop());

  async function counted(work: () => PromiseLike<any>) {
    const { statements, stop } = recordStatements(knex);
    questions = 0;
    const answer = await work();
    stop();
    const lookUps = statements.filter(isLookUp).length;
    return {
      answer,
      lookUps,
      // What an entity is called now is one look-up by key, beside the question to the policy
      statements: statements.filter(s => !isControl(s) && !isLookUp(s)),
      bytes: Buffer.byteLength(answer.text ?? ''),
      questions,
    };
  }
  const get = (person: Person, path: string) =>
    counted(() => itsm.call(person, 'get', path).expect(200));

  const READS: [
    name: string,
    path: string,
    statements: number,
    asked: number,
  ][] = [
    ['tab', `/v1/incidents?entity=${HOT}&state=open&count=true`, 1, 1],
    ['tab of all', `/v1/incidents?entity=${HOT}&state=all&count=true`, 1, 1],
    ['changes tab', `/v1/changes?entity=${HOT}&state=all&count=true`, 1, 1],
    ['days', `/v1/incidents/outages?entity=${HOT}`, 1, 1],
    ['near', `/v1/problems?near=${HOT}&state=open&count=true`, 1, 2],
    ['list', '/v1/incidents?state=all&count=true', 1, 1],
    ['all kinds', '/v1/records?state=all&count=true', 1, KINDS],
    ['with actions', '/v1/incidents?state=open&actions=true', 1, 6],
    ['mine', '/v1/incidents?state=all&mine=true', 1, 1],
    ['by update', '/v1/incidents?state=open&sort=updated', 1, 1],
    ['by priority', '/v1/incidents?state=open&sort=priority', 1, 1],
    ['text', '/v1/records?state=all&q=timeout', 1, KINDS],
    ['my work', '/v1/my-work', 4, KINDS],
    ['similar', `/v1/similar?q=timeout&near=${HOT}`, 2, KINDS],
    ['system', '/v1/incidents?within=store&state=open&count=true', 1, 1],
  ];

  it.each(READS)(
    '%s: one statement, few questions, few bytes',
    async (_name, path, statements, asked) => {
      const cost = await get('eddie', path);
      expect(cost.statements).toHaveLength(statements);
      expect(cost.lookUps).toBeLessThanOrEqual(1);
      expect(cost.questions).toBe(asked);
      expect(cost.bytes).toBeLessThanOrEqual(25_000);
    },
  );

  // SQLite does not tell what it read; its plans are checked in listCounters.ts
  if (id !== 'SQLITE_3') {
    it.each(READS)('%s: no temporary file', async (_name, path) => {
      const { statements } = await get('eddie', path);
      const { temp } = await costOf(knex, statements[0]);
      expect(temp).toBe(0);
    });

    it('a page reads few rows for each that it returns, and few pages', async () => {
      for (const path of [
        `/v1/incidents?entity=${HOT}&state=open`,
        `/v1/incidents?entity=${HOT}&state=all`,
        '/v1/incidents?state=all',
        '/v1/incidents?state=open',
        '/v1/records?state=all',
        '/v1/incidents?state=open&sort=updated',
      ]) {
        const { answer, statements } = await get('eddie', path);
        const { scanned, buffers } = await costOf(knex, statements[0]);
        const returned = answer.body.items.length;
        expect({ path, scanned: scanned / returned <= 50 }).toEqual({
          path,
          scanned: true,
        });
        // Four levels of index for a record and as many for its entities, and the index that drives
        expect({ path, buffers: buffers / returned <= 15 }).toEqual({
          path,
          buffers: true,
        });
      }
    });

    it('a count reads an index: no more than its cap, and no record', async () => {
      const without = await get(
        'eddie',
        `/v1/incidents?entity=${HOT}&state=all`,
      );
      const withCount = await get(
        'eddie',
        `/v1/incidents?entity=${HOT}&state=all&count=true`,
      );
      expect(withCount.answer.body.count).toEqual({
        value: 1000,
        capped: true,
      });
      const before = await costOf(knex, without.statements[0]);
      const after = await costOf(knex, withCount.statements[0]);
      // 1,001 entries of an index, and the principals of the few restricted ones
      expect(after.scanned - before.scanned).toBeLessThanOrEqual(1_700);
      expect(after.buffers - before.buffers).toBeLessThanOrEqual(400);
    });
  }

  it('a record page costs the same few statements, however long its story is', async () => {
    const short = await get('eddie', `/v1/records/${number}`);
    for (let n = 0; n < 30; n += 1) {
      await itsm
        .call('eddie', 'post', `/v1/incidents/${number}/comments`)
        .send({ text: `comment ${n}` })
        .expect(201);
    }
    await itsm.settle();
    const long = await get('eddie', `/v1/records/${number}`);
    expect(long.statements.length).toBe(short.statements.length);
    expect(long.statements.length).toBeLessThanOrEqual(7);
    expect(long.bytes).toBeLessThanOrEqual(25_000);
  });

  it('opening a record asks the catalog once', async () => {
    const open = () =>
      itsm
        .call('eddie', 'post', '/v1/incidents')
        .send(CHECKOUT_DOWN)
        .expect(201);
    // The first one reads the groups above the owners
    await open();
    itsm.catalogCalls.length = 0;
    await open();
    expect(itsm.catalogCalls).toEqual(['getEntitiesByRefs']);
  });

  it('a transition is one commit of few statements', async () => {
    // What outlets still do for the records before it is not counted
    await itsm.settle();
    const { statements, stop } = recordStatements(knex);
    await itsm
      .call('eddie', 'post', `/v1/incidents/${number}/actions/start`)
      .set('if-match', '"1"')
      .send({})
      .expect(200);
    stop();
    // What comes after are outlets, which work at their own pace
    const end = statements.findIndex(isCommit);
    expect(end).toBeGreaterThan(0);
    expect(end).toBeLessThanOrEqual(14);
  });
}
