import { TestDatabases } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { RECORD_RULES } from 'backstage-plugin-itsm-common';
import { databaseIds } from '../__testUtils__/databases';
import { PEOPLE, type Person } from '../__testUtils__/people';
import { decide } from '../__testUtils__/policy';
import {
  CHECKOUT_DOWN,
  startItsm,
  type TestItsm,
} from '../__testUtils__/startItsm';
import { migrationsDirectory } from '../database/database';
import { EVERYBODY, withSecrets } from '../principals/__testUtils__/secrets';
import { listening } from './__testUtils__/listen';
import { signalSecret } from './signalSecret';

const databases = TestDatabases.create({ ids: databaseIds });
const sqlite = () => databases.init('SQLITE_3');

const CHECKOUT = 'component:default/checkout';
/** Every page that shows what is recorded for an entity. */
const PAGES = [
  `/v1/records?entity=${CHECKOUT}`,
  `/v1/records?near=${CHECKOUT}`,
  '/v1/records?within=group:default/team-checkout',
  `/v1/incidents?entity=${CHECKOUT}`,
  `/v1/changes?entity=${CHECKOUT}`,
  `/v1/incidents/outages?entity=${CHECKOUT}`,
  `/v1/deployments?entity=${CHECKOUT}`,
];
const READS_UNRESTRICTED: Person[] = [
  'eddie',
  'olivia',
  'chen',
  'stan',
  'adam',
];

describe('who hears of what', () => {
  // First, since it sets the clock that the plugin starts with
  const { namesFor, toldOf } = listening(() => world.itsm());
  const world = withSecrets(sqlite);
  const { itsm, call, numbers, plural } = world;

  const pathOf = (name: string) => `/v1/${plural(name)}/${numbers[name]}`;
  /** Everybody has every page open that they may see. */
  async function whoHears(
    pages: readonly string[],
    work: () => Promise<unknown>,
  ): Promise<Person[]> {
    const names = await Promise.all(
      EVERYBODY.map(person => namesFor(person, ...pages)),
    );
    const told = await toldOf(work);
    return EVERYBODY.filter((_, i) => told.some(name => names[i].has(name)));
  }
  const say = (name: string, audience: 'public' | 'internal') => () =>
    call('adam', 'post', `${pathOf(name)}/comments`)
      .send({ text: 'News', audience })
      .expect(201);
  const report = (input: object) => () =>
    call('eddie', 'post', '/v1/incidents')
      .send({ ...CHECKOUT_DOWN, ...input })
      .expect(201);

  it.each<[string, 'public' | 'internal', Person[]]>([
    ['open', 'public', EVERYBODY],
    ['open', 'internal', ['eddie', 'olivia', 'adam']],
    ['foreign', 'public', READS_UNRESTRICTED],
    // eddie asked for it, so notes are not for him
    ['foreign', 'internal', ['olivia', 'adam']],
    ['restricted', 'public', ['eddie', 'olivia', 'adam']],
    ['restricted', 'internal', ['olivia', 'adam']],
    ['change', 'public', READS_UNRESTRICTED],
    // chen is asked to decide on it
    ['request', 'public', ['rita', 'eddie', 'olivia', 'chen', 'adam']],
    ['request', 'internal', ['eddie', 'olivia', 'adam']],
    ['task', 'public', ['eddie', 'olivia', 'adam']],
  ])('%s, a %s entry, with every page open', async (name, audience, heard) => {
    const all = [...PAGES, pathOf(name), `/v1/records/${numbers[name]}`];
    const found = await whoHears(all, say(name, audience));
    expect(found.sort()).toEqual([...heard].sort());
  });

  it.each(['foreign', 'restricted', 'change'])(
    'of %s its own page alone hears what is for its readers',
    async name => {
      const heard = await whoHears([pathOf(name)], say(name, 'public'));
      const readers = await Promise.all(
        EVERYBODY.map(person => call(person, 'get', pathOf(name))),
      );
      expect(heard).toEqual(
        EVERYBODY.filter((_, i) => readers[i].status === 200),
      );
    },
  );

  it('pages of an entity hear of what its readers may read', async () => {
    for (const page of PAGES) {
      const isOfChanges = /changes|deployments/.test(page);
      const ofIncident = await whoHears([page], report({}));
      expect(ofIncident).toEqual(isOfChanges ? [] : READS_UNRESTRICTED);
      expect(await whoHears([page], report({ restricted: true }))).toEqual([]);
      expect(await whoHears([page], say('restricted', 'public'))).toEqual([]);
      expect(await whoHears([page], say('open', 'internal'))).toEqual([]);
      const ofChange = await whoHears([page], say('change', 'public'));
      expect(ofChange).toEqual(
        /incidents/.test(page) ? [] : READS_UNRESTRICTED,
      );
    }
  });

  it('names say nothing, and are in no other outlet and no file', async () => {
    const told = await toldOf(say('open', 'public'));
    const names = [...told, ...(await namesFor('adam', ...PAGES))];
    expect(names.length).toBeGreaterThan(PAGES.length);
    const row = /^itsm:[\w-]{43}$/;
    expect(names.filter(name => !row.test(name))).toEqual([]);
    expect(itsm().signals.every(s => row.test(s.channel))).toBe(true);
    expect(itsm().signals.map(s => s.message)).toEqual(
      itsm().signals.map(() => ({})),
    );
    const file = await call('adam', 'get', '/v1/incidents.csv?entity=checkout');
    expect(file.text).toContain('Walrus');
    for (const text of [
      file.text,
      JSON.stringify(itsm().events),
      JSON.stringify(itsm().sent),
    ]) {
      expect(text).not.toMatch(/itsm:[\w-]{43}/);
    }
  });

  it('who lost a record that became restricted hears no more of it', async () => {
    const { body } = await report({})();
    const path = `/v1/incidents/${body.number}`;
    const restrict = async () => {
      const { version } = (await call('adam', 'get', path)).body;
      await call('adam', 'patch', path)
        .set('if-match', String(version))
        .send({ restricted: true })
        .expect(200);
    };
    const before = await namesFor('stan', path, ...PAGES);
    const said = () =>
      call('adam', 'post', `${path}/comments`).send({ text: 'x' }).expect(201);
    expect((await toldOf(said)).some(name => before.has(name))).toBe(true);
    for (const work of [restrict, said]) {
      expect((await toldOf(work)).filter(name => before.has(name))).toEqual([]);
    }
    const owners = await namesFor('olivia', path);
    expect((await toldOf(said)).some(name => owners.has(name))).toBe(true);
  });

  it('the name of the last hour is told for a few minutes', async () => {
    const path = pathOf('open');
    itsm().clock.at = Date.UTC(2026, 0, 6, 9, 59);
    const names = await namesFor('eddie', path);
    const hears = async (at: number) => {
      itsm().clock.at = at;
      const told = await toldOf(say('open', 'public'));
      return told.some(name => names.has(name));
    };
    expect(await hears(Date.UTC(2026, 0, 6, 9, 59, 59))).toBe(true);
    expect(await hears(Date.UTC(2026, 0, 6, 10, 4))).toBe(true);
    expect(await hears(Date.UTC(2026, 0, 6, 10, 6))).toBe(false);
  });
});

describe('a policy by which people read only what they have a role on', () => {
  let itsm: TestItsm;
  const { namesFor, toldOf } = listening(() => itsm);
  const rule = (name: string, person: Person) => ({
    rule: name,
    resourceType: 'itsm-record',
    params: { refs: [...PEOPLE[person]] },
  });

  beforeAll(async () => {
    itsm = await startItsm({
      knex: await sqlite(),
      decide: (person, permission) =>
        person && person !== 'adam' && permission.endsWith('.read')
          ? {
              result: AuthorizeResult.CONDITIONAL,
              pluginId: 'itsm',
              resourceType: 'itsm-record',
              conditions:
                person === 'stan'
                  ? rule(RECORD_RULES.isOwnerOfAffectedEntity, person)
                  : { not: rule(RECORD_RULES.isRequester, person) },
            }
          : decide(person, permission),
    });
  });
  afterAll(() => itsm?.stop());

  it('hands out no channel of an entity', async () => {
    for (const person of ['stan', 'eddie'] as const) {
      expect((await namesFor(person, ...PAGES)).size).toBe(0);
    }
    expect((await namesFor('adam', ...PAGES)).size).toBeGreaterThan(0);
  });

  it('who lost the role hears no more, and who has it does', async () => {
    const { body } = await itsm
      .call('adam', 'post', '/v1/incidents')
      .send({ ...CHECKOUT_DOWN, entities: ['checkout', 'search'] })
      .expect(201);
    const path = `/v1/incidents/${body.number}`;
    const pages = [path, ...PAGES];
    const say = () =>
      itsm
        .call('adam', 'post', `${path}/comments`)
        .send({ text: 'x' })
        .expect(201);
    const names = await namesFor('stan', ...pages);
    expect((await toldOf(say)).some(name => names.has(name))).toBe(true);
    const leave = () =>
      itsm
        .call('adam', 'delete', `${path}/links`)
        .query({
          role: 'affected',
          target: 'entity',
          ref: 'component:default/search',
        })
        .expect(200);
    await toldOf(leave);
    await itsm.call('stan', 'get', path).expect(404);
    expect((await toldOf(say)).filter(name => names.has(name))).toEqual([]);
    const others = await namesFor('eddie', path);
    expect((await toldOf(say)).some(name => others.has(name))).toBe(true);
  });
});

describe.each(databaseIds)('the secret of names, %s', id => {
  it('is made once, whoever asks first, and is another one elsewhere', async () => {
    const [knex, other] = [await databases.init(id), await sqlite()];
    for (const each of [knex, other]) {
      await each.migrate.latest({ directory: migrationsDirectory() });
    }
    const secrets = await Promise.all(
      Array.from({ length: 8 }, () => signalSecret(knex)),
    );
    const hex = new Set(secrets.map(secret => secret.toString('hex')));
    expect(hex.size).toBe(1);
    expect([...hex][0]).toMatch(/^[0-9a-f]{64}$/);
    const again = await signalSecret(knex);
    expect(hex.has(again.toString('hex'))).toBe(true);
    expect(hex.has((await signalSecret(other)).toString('hex'))).toBe(false);
  });
});
