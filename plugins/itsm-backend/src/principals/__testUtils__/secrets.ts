import type { Knex } from 'knex';
import type { Person } from '../../__testUtils__/people';
import {
  CHECKOUT_DOWN,
  startItsm,
  type TestItsm,
} from '../../__testUtils__/startItsm';

/**
 * Who may read what, by the policy of the tests: stan is a stranger to checkout, rita reads what
 * she asked for or watches, a restricted record is for those who have a role on it.
 */
export const READERS: Record<string, Person[]> = {
  open: ['rita', 'eddie', 'olivia', 'chen', 'stan', 'adam'],
  foreign: ['eddie', 'olivia', 'chen', 'stan', 'adam'],
  restricted: ['eddie', 'olivia', 'adam'],
  change: ['eddie', 'olivia', 'chen', 'stan', 'adam'],
  problem: ['eddie', 'olivia', 'chen', 'stan', 'adam'],
  // chen is asked to decide on it
  request: ['rita', 'eddie', 'olivia', 'chen', 'adam'],
  task: ['eddie', 'olivia', 'adam'],
  review: ['eddie', 'olivia', 'chen', 'stan', 'adam'],
  article: ['eddie', 'olivia', 'adam'],
  // chen works its desk; it affects what eddie and olivia own, which does not count there
  confidential: ['rita', 'chen', 'adam'],
};

/** What each of them asked for or opened, or is to decide on. */
const OWN: Partial<Record<Person, string[]>> = {
  rita: ['open', 'request', 'confidential'],
  eddie: ['foreign', 'restricted', 'change', 'problem', 'task', 'article'],
  olivia: ['review'],
  chen: ['request'],
};

/** One action of each kind, with an input that its schema takes. */
export const ACTIONS: Record<
  string,
  [plural: string, action: string, input: object]
> = {
  INC: ['incidents', 'acknowledge', {}],
  CHG: ['changes', 'cancel', { reason: 'x' }],
  PRB: ['problems', 'assess', {}],
  REQ: ['requests', 'cancel', {}],
  TSK: ['tasks', 'complete', {}],
  PIR: ['reviews', 'request_review', {}],
  KB: ['articles', 'request_review', {}],
};
export const EVERYBODY = READERS.open;

/** What the internal note says. */
export const NOTE = 'zebrafish';

/** Starts the plugin for the tests of a block, with a record of each of `READERS`. */
export function withSecrets(database: () => Promise<Knex>) {
  let itsm: TestItsm;
  /** By the names of `READERS`. */
  const numbers: Record<string, string> = {};
  const files: Record<string, string> = {};
  const comments: Record<string, string> = {};
  const actionOf = (name: string) => ACTIONS[numbers[name].split('-')[0]];
  const plural = (name: string) => actionOf(name)[0];
  const sorted = (names: string[]) => names.map(name => numbers[name]).sort();

  beforeAll(async () => {
    itsm = await startItsm({
      knex: await database(),
      itsm: {
        desks: {
          it: {},
          hr: { groups: ['change-managers'], confidential: true },
        },
      },
    });
    const open = async (
      person: Person,
      name: string,
      path: string,
      input: object,
    ) => {
      const answer = await itsm.call(person, 'post', path).send(input);
      if (answer.status !== 201) throw new Error(answer.text);
      numbers[name] = answer.body.number;
    };
    await open('rita', 'open', '/v1/incidents', {
      ...CHECKOUT_DOWN,
      title: 'Walrus one',
    });
    await open('eddie', 'foreign', '/v1/incidents', {
      ...CHECKOUT_DOWN,
      title: 'Walrus two',
    });
    await open('eddie', 'restricted', '/v1/incidents', {
      ...CHECKOUT_DOWN,
      title: 'Walrus three',
      restricted: true,
    });
    await open('eddie', 'change', '/v1/changes', {
      type: 'normal',
      title: 'Walrus four',
      environment: 'production',
      entities: ['checkout'],
    });
    const entities = ['checkout'];
    await open('eddie', 'problem', '/v1/problems', {
      title: 'Walrus five',
      entities,
    });
    await open('rita', 'request', '/v1/requests', {
      title: 'Walrus six',
      entities,
      restricted: true,
      approvers: ['chen'],
    });
    await open('eddie', 'task', '/v1/tasks', {
      title: 'Walrus seven',
      entities,
      restricted: true,
      parent: numbers.foreign,
    });
    await open('olivia', 'review', '/v1/reviews', {
      title: 'Walrus eight',
      entities,
      parent: numbers.foreign,
    });
    await open('eddie', 'article', '/v1/articles', {
      title: 'Walrus nine',
      description: 'How to feed it',
      entities,
      restricted: true,
    });
    await open('rita', 'confidential', '/v1/requests', {
      title: 'Walrus ten',
      entities,
      desk: 'hr',
    });
    for (const name of Object.keys(READERS)) {
      const { body } = await itsm
        .call(
          'adam',
          'post',
          `/v1/${plural(name)}/${numbers[name]}/attachments?name=w.txt`,
        )
        .set('content-type', 'text/plain')
        .send('walrus')
        .expect(201);
      files[name] = body.attachments[0].id;
      const { body: said } = await itsm
        .call('adam', 'post', `/v1/${plural(name)}/${numbers[name]}/comments`)
        .send({ text: 'walrus' })
        .expect(201);
      comments[name] = said.timeline.items[0].id;
    }
    await itsm
      .call('olivia', 'post', `/v1/incidents/${numbers.open}/comments`)
      .send({ text: `The ${NOTE} is to blame`, audience: 'internal' })
      .expect(201);
    await itsm
      .call('olivia', 'post', `/v1/incidents/${numbers.open}/comments`)
      .send({ text: 'We are looking' })
      .expect(201);
    await itsm
      .call('olivia', 'post', `/v1/incidents/${numbers.foreign}/links`)
      .send({ role: 'relatedTo', target: 'record', ref: numbers.restricted })
      .expect(200);
  });
  afterAll(() => itsm?.stop());
  return {
    itsm: () => itsm,
    call: (...request: Parameters<TestItsm['call']>) => itsm.call(...request),
    numbers,
    files,
    comments,
    actionOf,
    plural,
    /** Numbers of all that the person may read, sorted. */
    readableBy: (person: Person) =>
      sorted(
        Object.keys(READERS).filter(name => READERS[name].includes(person)),
      ),
    /** Numbers of what the person has a part in, sorted. */
    ownOf: (person: Person) => sorted(OWN[person] ?? []),
  };
}
