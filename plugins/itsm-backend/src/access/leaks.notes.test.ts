import { TestDatabases } from '@backstage/backend-test-utils';
import { databaseIds } from '../__testUtils__/databases';
import { CHECKOUT_DOWN } from '../__testUtils__/startItsm';
import {
  EVERYBODY,
  NOTE,
  withSecrets,
} from '../principals/__testUtils__/secrets';

const databases = TestDatabases.create({ ids: databaseIds });

describe.each(databaseIds)('internal notes, %s', id => {
  const { itsm, call, numbers } = withSecrets(() => databases.init(id));

  it.each(EVERYBODY.map(person => [person]))(
    'the internal note and %s',
    async person => {
      const allowed = ['eddie', 'olivia', 'adam'].includes(person);
      const view = await call(person, 'get', `/v1/records/${numbers.open}`);
      const entries = await call(
        person,
        'get',
        `/v1/incidents/${numbers.open}/entries`,
      );
      expect(JSON.stringify(view.body).includes(NOTE)).toBe(allowed);
      expect(JSON.stringify(entries.body).includes(NOTE)).toBe(allowed);
      expect(view.body.can.commentInternally).toBe(allowed);
      const found = await call(
        person,
        'get',
        `/v1/records?state=all&q=${NOTE}`,
      );
      expect(found.body.items).toEqual([]);
    },
  );

  it('the note is in no event, and its requester is not told of it', async () => {
    await itsm().settle();
    expect(JSON.stringify(itsm().events)).not.toContain(NOTE);
    expect(JSON.stringify(itsm().signals)).not.toContain(NOTE);
    expect(JSON.stringify(itsm().sent)).not.toContain(NOTE);
    // adam's comments are there to be asked for
    const sent = itsm().sent.filter(
      n => !n.recipients.excludeEntityRef.includes('user:default/adam'),
    );
    const told = sent.filter(n => /commented/.test(n.payload.title));
    expect(
      told.map(n => [n.recipients.entityRef, n.recipients.excludeEntityRef]),
    ).toEqual([
      [
        ['group:default/team-checkout'],
        ['user:default/olivia', 'user:default/rita'],
      ],
      // Nobody has taken it, so what is said in public is said to the group, too
      [
        ['group:default/team-checkout', 'user:default/rita'],
        ['user:default/olivia'],
      ],
    ]);
    // A restricted record's notice carries its number and nothing else.
    const restricted = sent.filter(n =>
      n.payload.title.includes(numbers.restricted),
    );
    expect(restricted.map(n => n.payload.title)).toEqual([numbers.restricted]);
    const discreet = itsm().events.filter(
      e => e.eventPayload.subject === numbers.restricted,
    );
    expect(discreet[0].eventPayload.data).toEqual({
      record: { number: numbers.restricted },
      entry: { id: discreet[0].eventPayload.id },
    });
  });

  it('the requester can neither write nor see internal notes, even as an administrator', async () => {
    const own = await call('adam', 'post', '/v1/incidents').send(CHECKOUT_DOWN);
    const { number } = own.body;
    await call('eddie', 'post', `/v1/incidents/${number}/comments`)
      .send({ text: 'between us', audience: 'internal' })
      .expect(201);
    const seen = await call('adam', 'get', `/v1/records/${number}`);
    expect(JSON.stringify(seen.body)).not.toContain('between us');
    await call('adam', 'post', `/v1/incidents/${number}/comments`)
      .send({ text: 'x', audience: 'internal' })
      .expect(403);
  });
});
