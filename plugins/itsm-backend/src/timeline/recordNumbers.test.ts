import { TestDatabases } from '@backstage/backend-test-utils';
import {
  kindsByName,
  type EntryView,
  type KindDefinition,
} from 'backstage-plugin-itsm-common';
import type { Knex } from 'knex';
import { databaseIds } from '../__testUtils__/databases';
import { storyOf } from '../__testUtils__/story';
import {
  CHECKOUT_DOWN,
  startItsm,
  type TestItsm,
} from '../__testUtils__/startItsm';
import { numbersIn, withoutNumbers } from './recordNumbers';

const HIDDEN = 'PRB-000001';
const isHidden = (number: string) => number === HIDDEN;
const { incident, problem, change, article, request, task } = kindsByName;

const shown = (kind: KindDefinition, body: object) =>
  withoutNumbers(kind, { verb: 'moved', body: { ...body } }, isHidden);

it.each<[string, KindDefinition, object, object]>([
  ['by', incident, { action: 'wake', by: HIDDEN }, { action: 'wake' }],
  ['by', request, { action: 'roll_up', by: HIDDEN }, { action: 'roll_up' }],
  ['parent', task, { parent: HIDDEN }, {}],
  ['problem', incident, { problem: HIDDEN, text: 'x' }, { text: 'x' }],
  ['duplicateOf', problem, { duplicateOf: HIDDEN }, {}],
  ['successor', article, { successor: HIDDEN }, {}],
  ['fix', problem, { fix: HIDDEN }, {}],
  ['fixedBy', problem, { fixedBy: HIDDEN }, {}],
  ['incident', change, { incident: HIDDEN }, {}],
  ['waitsFor', incident, { waitsFor: HIDDEN }, {}],
  ['causedBy', incident, { causedBy: HIDDEN }, {}],
  ['changeRef', change, { changeRef: ` ${HIDDEN.toLowerCase()} ` }, {}],
  [
    'a field that was changed',
    article,
    { fields: { successor: [null, HIDDEN], title: [HIDDEN, 'x'] } },
    { fields: { title: [HIDDEN, 'x'] } },
  ],
  [
    'links',
    incident,
    {
      links: [
        { role: 'causedBy', target: 'record', ref: HIDDEN },
        { role: 'affected', target: 'entity', ref: 'component:default/a' },
      ],
    },
    {
      links: [
        { role: 'affected', target: 'entity', ref: 'component:default/a' },
      ],
    },
  ],
])('%s of %p holds a number, which can be hidden', (_, kind, body, rest) => {
  const entry = { verb: 'moved' as const, body: { ...body } };
  expect(numbersIn(kind, entry)).toContain(HIDDEN);
  expect(shown(kind, body)).toEqual(rest);
});

it.each([
  'text',
  'notes',
  'reason',
  'comment',
  'title',
  'revision',
  'environment',
  'waiver',
])('%s is what somebody wrote, and stays', name => {
  for (const kind of Object.values(kindsByName)) {
    const body = { [name]: HIDDEN, fields: { [name]: [HIDDEN, 'OPS-4711'] } };
    expect(shown(kind, body)).toEqual(body);
    expect(numbersIn(kind, { verb: 'edited', body })).toEqual([]);
  }
});

const databases = TestDatabases.create({ ids: databaseIds });

describe.each(databaseIds)('numbers of records in entries, %s', id => {
  let itsm: TestItsm;
  let knex: Knex;
  beforeAll(async () => {
    knex = await databases.init(id);
    itsm = await startItsm({ knex });
  });
  afterAll(() => itsm?.stop());

  const { open, view, act, pathOf } = storyOf(() => itsm);
  const entries = async (number: string, who?: 'rita' | 'stan' | 'eddie') =>
    (await view(number, who)).timeline.items as EntryView[];

  it('are hidden with the record, and what only looks like one is told as it was written', async () => {
    const hidden = await open('eddie', 'problems', {
      title: 'The pool runs out of connections',
      entities: ['checkout'],
      impact: 'high',
      urgency: 'medium',
    });
    const number = await open('rita', 'incidents', CHECKOUT_DOWN);
    const path = await pathOf('eddie', number);
    const texts = ['OPS-4711', 'HOTFIX-12', 'INC-999999', hidden];
    for (const text of texts) {
      const { body } = await itsm
        .call('eddie', 'post', `${path}/comments`)
        .send({ text, audience: 'public' })
        .expect(201);
      const [comment] = body.timeline.items;
      await itsm
        .call('eddie', 'patch', `${path}/comments/${comment.id}`)
        .set('if-match', `"${comment.seq}"`)
        .send({ text: hidden === text ? 'OPS-4711' : hidden })
        .expect(200);
      await itsm
        .call('eddie', 'patch', path)
        .set('if-match', `"${body.version}"`)
        .send({ title: text })
        .expect(200);
    }
    await act(number, 'start', { assignee: 'eddie' });
    await act(number, 'resolve', {
      code: 'fixed',
      notes: hidden,
      causedBy: hidden,
    });
    await act(number, 'reopen', { reason: 'HOTFIX-12' }, 'rita');
    await act(number, 'hold', { reason: 'problem', waitsFor: hidden });

    const seen = await entries(number, 'rita');
    const commented = seen.filter(({ verb }) => verb === 'commented');
    expect(commented.map(({ body }) => body.text).reverse()).toEqual(texts);
    expect(commented.map(({ amendment }) => amendment?.body.text)).toEqual([
      'OPS-4711',
      hidden,
      hidden,
      hidden,
    ]);
    const titles = seen
      .flatMap(({ body }) => (body.fields as any)?.title?.[1] ?? [])
      .reverse();
    expect(titles).toEqual(texts);
    const ofAction = (lines: EntryView[], name: string) =>
      lines.find(({ body }) => body.action === name)?.body;
    expect(ofAction(seen, 'resolve')).toEqual({
      action: 'resolve',
      from: 'in_progress',
      to: 'resolved',
      code: 'fixed',
      notes: hidden,
    });
    expect(ofAction(seen, 'reopen')).toMatchObject({ reason: 'HOTFIX-12' });
    expect(ofAction(seen, 'hold')).not.toHaveProperty('waitsFor');
    expect(ofAction(await entries(number), 'hold')).toMatchObject({
      waitsFor: hidden,
    });
    expect(ofAction(await entries(number), 'resolve')).toMatchObject({
      causedBy: hidden,
    });
  });

  it('of other systems are told, those of hidden records not, however a pipeline spells them', async () => {
    const secret = await open('eddie', 'changes', {
      type: 'normal',
      title: 'Secret',
      environment: 'production',
      entities: ['checkout'],
      restricted: true,
    });
    const registered = async (changeRef: string) => {
      const { body } = await itsm
        .call('machine', 'post', '/v1/deployments')
        .send({
          repository: 'acme/checkout',
          runId: changeRef,
          environment: 'production',
          revision: 'HOTFIX-12',
          state: 'success',
          changeRef,
        })
        .expect(200);
      return body.change.number as string;
    };
    const told = async (changeRef: string, who: 'stan' | 'eddie') => {
      const lines = await entries(await registered(changeRef), who);
      return lines.flatMap(({ body }) =>
        'changeRefRefused' in body ? [[body.changeRef, body.revision]] : [],
      );
    };
    expect(await told('OPS-4711', 'stan')).toEqual([['OPS-4711', 'HOTFIX-12']]);
    const spelled = ` ${secret.toLowerCase()}`;
    // Why it was refused would tell what state it is in
    expect(await told(spelled, 'stan')).toEqual([]);
    expect(await told(`${spelled} `, 'eddie')).toEqual([
      [`${spelled} `, 'HOTFIX-12'],
    ]);
  });
});
