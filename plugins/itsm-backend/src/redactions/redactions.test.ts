import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { databaseIds } from '../__testUtils__/databases';
import type { Person } from '../__testUtils__/people';
import {
  CHECKOUT_DOWN,
  startItsm,
  type TestItsm,
} from '../__testUtils__/startItsm';

const databases = TestDatabases.create({ ids: databaseIds });

const MINUTE = 60_000;

describe.each(databaseIds)('what should never have been written, %s', id => {
  let itsm: TestItsm;
  let knex: Knex;
  beforeAll(async () => {
    knex = await databases.init(id);
    itsm = await startItsm({ knex });
  });
  afterAll(() => itsm?.stop());
  /** Another one in each test, so that each finds only its own. */
  let secret = '';
  let count = 0;
  beforeEach(() => {
    count += 1;
    secret = `walrus${count}`;
  });

  const read = async (who: Person, path: string) =>
    (await itsm.call(who, 'get', path).expect(200)).body;
  const open = async (more: object = {}, who: Person = 'eddie') => {
    const { body } = await itsm
      .call(who, 'post', '/v1/incidents')
      .send({ ...CHECKOUT_DOWN, ...more })
      .expect(201);
    return `/v1/incidents/${body.number}`;
  };
  const comment = async (path: string, text: string, audience = 'public') => {
    const { body } = await itsm
      .call('eddie', 'post', `${path}/comments`)
      .set('idempotency-key', `${path}-${text.length}-${audience}`.slice(1))
      .send({ text, audience })
      .expect(201);
    return body.timeline.items[0];
  };
  const edit = async (path: string, input: object, who: Person = 'eddie') => {
    const { version } = await read(who, path);
    const { body } = await itsm
      .call(who, 'patch', path)
      .set('if-match', String(version))
      .send(input)
      .expect(200);
    return body.timeline.items[0];
  };
  const attach = async (path: string, bytes: string, name = `${secret}.txt`) =>
    (
      await itsm
        .call('eddie', 'post', `${path}/attachments?name=${name}`)
        .set('content-type', 'text/plain')
        .send(bytes)
        .expect(201)
    ).body;
  const redact = (who: Person, path: string, input: object) =>
    itsm.call(who, 'post', `${path}/redactions`).send(input);
  const outcome = async (answer: ReturnType<typeof redact>) => {
    const { status, body } = await answer;
    return [status, body.error?.code ?? 'ok'];
  };
  const lineOf = (view: any, entry: { id: string }) =>
    view.timeline.items.find((each: any) => each.id === entry.id);
  const verify = async (path: string) =>
    (
      await itsm
        .call('adam', 'post', '/v1/audit/verify')
        .send({ number: path.split('/').pop() })
    ).body;
  /** All that is stored, files and their bytes too. */
  const isStored = async (text = secret) => {
    const tables = [
      ...['entries', 'records', 'attachments', 'idempotency', 'blobs'],
      ...(id === 'SQLITE_3' ? [] : ['record_text']),
    ];
    const rows = await Promise.all(
      tables.map(async table => {
        const all = await knex(table).select();
        return all.map(({ bytes, ...row }: any) => [row, bytes?.toString()]);
      }),
    );
    return JSON.stringify(rows).includes(text);
  };
  const found = async (q: string) =>
    (await read('adam', `/v1/records?state=all&q=${q}`)).items.length;

  it('goes with all versions of a comment; the chain holds and says who took it back', async () => {
    const path = await open();
    const said = await comment(path, `The password is ${secret}`);
    await itsm
      .call('eddie', 'patch', `${path}/comments/${said.id}`)
      .set('if-match', String(said.seq))
      .send({ text: `Not ${secret} any more` })
      .expect(200);
    expect(await found(secret)).toBe(1);
    const hashes = await knex('entries').select('id', 'hash', 'body_hash');
    itsm.clock.at += 14 * MINUTE;
    const { body } = await redact('eddie', path, {
      entry: said.id,
      reason: 'A password',
    }).expect(200);
    const by = {
      by: 'user:default/eddie',
      at: new Date(itsm.clock.at).toISOString(),
    };
    expect(body.timeline.items[0]).toMatchObject({
      verb: 'redacted',
      actor: { ref: 'user:default/eddie' },
      body: { of: said.id, what: 'comment', reason: 'A password' },
    });
    expect(body.timeline.items[0].body.remains).toBeUndefined();
    const line = lineOf(body, said);
    expect(line).toMatchObject({
      actor: { ref: 'user:default/eddie' },
      body: {},
      redacted: by,
      amendment: { redacted: by },
    });
    expect(line.editable).toBeUndefined();
    expect(line.redactable).toBeUndefined();
    expect(await isStored()).toBe(false);
    expect(await found(secret)).toBe(0);
    expect(
      JSON.stringify(
        await read('eddie', `${path}/comments/${said.id}/versions`),
      ),
    ).not.toContain(secret);
    for (const { id: entry, ...hash } of hashes) {
      expect(
        await knex('entries').where({ id: entry }).first('hash', 'body_hash'),
      ).toEqual(hash);
    }
    expect(await verify(path)).toMatchObject({
      intact: true,
      redacted: 2,
      erased: 0,
      findings: [],
    });
    // It is over: nobody says it anew, and nobody takes it back twice
    const again = await itsm
      .call('eddie', 'patch', `${path}/comments/${said.id}`)
      .set('if-match', '3')
      .send({ text: 'x' });
    expect([again.status, again.body.error.code]).toEqual([
      409,
      'already_redacted',
    ]);
    expect(await outcome(redact('eddie', path, { entry: said.id }))).toEqual([
      409,
      'already_redacted',
    ]);
  });

  it('is taken back by its author for 15 minutes, and by an administrator later', async () => {
    const path = await open();
    const said = await comment(path, secret);
    const now = async (who: Person) => lineOf(await read(who, path), said);
    expect((await now('eddie')).redactable).toEqual(['comment']);
    expect((await now('olivia')).redactable).toBeUndefined();
    const input = { entry: said.id };
    expect(await outcome(redact('olivia', path, input))).toEqual([
      403,
      'not_permitted',
    ]);
    itsm.clock.at += 15 * MINUTE + 1;
    expect((await now('eddie')).redactable).toBeUndefined();
    expect(await outcome(redact('eddie', path, input))).toEqual([
      403,
      'not_permitted',
    ]);
    expect(await outcome(redact('adam', path, input))).toEqual([200, 'ok']);
    expect(await now('olivia')).toMatchObject({
      actor: { ref: 'user:default/eddie' },
      redacted: { by: 'user:default/adam' },
    });
  });

  it('a note stays a note: who may not see it finds nothing to redact', async () => {
    const path = await open({}, 'rita');
    const note = await comment(path, secret, 'internal');
    expect(await outcome(redact('rita', path, { entry: note.id }))).toEqual([
      404,
      'not_found',
    ]);
    const { body } = await redact('eddie', path, { entry: note.id });
    expect(body.timeline.items[0].audience).toBe('internal');
    const seen = await read('rita', path);
    expect(seen.timeline.items.map((each: any) => each.verb)).toEqual([
      'created',
    ]);
  });

  it('goes from the old value of a field, wherever the timeline shows it', async () => {
    const path = await open();
    const wrote = await edit(path, { description: secret });
    expect(await outcome(redact('eddie', path, { entry: wrote.id }))).toEqual([
      400,
      'field_required',
    ]);
    const field = 'description';
    const replaced = await edit(path, { description: 'Nothing', title: 'T' });
    expect(replaced.redactable).toEqual(['description', 'title']);
    // What was there at first is not redacted by taking back the second
    const { body } = await redact('eddie', path, { entry: replaced.id, field });
    const gone = { redacted: true };
    expect(lineOf(body, replaced)).toMatchObject({
      redacted: { by: 'user:default/eddie' },
      body: {
        fields: {
          description: [gone, 'Nothing'],
          title: [CHECKOUT_DOWN.title, 'T'],
        },
      },
    });
    expect(lineOf(body, wrote).body.fields).toEqual({
      description: [CHECKOUT_DOWN.description, gone],
    });
    expect(await isStored()).toBe(false);
    expect(await verify(path)).toMatchObject({
      intact: true,
      redacted: 2,
      findings: [],
    });
    expect(
      await outcome(redact('adam', path, { entry: replaced.id, field })),
    ).toEqual([409, 'already_redacted']);
    // Another field of the same entry
    await redact('adam', path, { entry: replaced.id, field: 'title' }).expect(
      200,
    );
    expect(await verify(path)).toMatchObject({ intact: true, redacted: 2 });
  });

  it('an old value is its writer’s to take back, not that of who replaced it', async () => {
    const path = await open();
    await edit(path, { description: secret }, 'olivia');
    const replaced = await edit(path, { description: 'Vandalised' });
    const input = { entry: replaced.id, field: 'description' };
    expect(replaced.redactable).toBeUndefined();
    expect(await outcome(redact('eddie', path, input))).toEqual([
      403,
      'not_permitted',
    ]);
    expect(lineOf(await read('olivia', path), replaced).redactable).toEqual([
      'description',
    ]);
    expect(await outcome(redact('olivia', path, input))).toEqual([200, 'ok']);
  });

  it('a value that the record has still is edited first', async () => {
    const path = await open();
    await edit(path, { description: secret });
    const back = await edit(path, { description: 'Other' });
    await edit(path, { description: secret });
    const input = { entry: back.id, field: 'description' };
    expect(await outcome(redact('adam', path, input))).toEqual([
      409,
      'value_is_current',
    ]);
    expect(await verify(path)).toMatchObject({ redacted: 0 });
  });

  it('goes with a file and its bytes, unless another record has the same', async () => {
    const [path, other] = [await open(), await open()];
    const bytes = `${secret} in a file`;
    const { attachments, timeline } = await attach(path, bytes);
    await attach(other, bytes, 'same.txt');
    expect(attachments[0].redactable).toBe(true);
    expect(timeline.items[0].redactable).toEqual(['file']);
    const { body } = await redact('eddie', path, {
      attachment: attachments[0].id,
    }).expect(200);
    expect(body.attachments).toEqual([]);
    expect(lineOf(body, timeline.items[0])).toMatchObject({
      body: { id: attachments[0].id },
      redacted: { by: 'user:default/eddie' },
    });
    expect(await isStored(`${secret}.txt`)).toBe(false);
    const file = `${path}/attachments/${attachments[0].id}`;
    await itsm.call('eddie', 'get', file).expect(404);
    const same = await read('eddie', other);
    await itsm
      .call('eddie', 'get', `${other}/attachments/${same.attachments[0].id}`)
      .expect(200);
    await redact('adam', other, { entry: same.timeline.items[0].id }).expect(
      200,
    );
    expect(await isStored()).toBe(false);
    expect(await verify(path)).toMatchObject({ intact: true, redacted: 1 });
    expect(
      await outcome(redact('adam', path, { attachment: attachments[0].id })),
    ).toEqual([409, 'already_redacted']);
  });

  it('is found when it is forged: content that no redaction left is a fault', async () => {
    const path = await open();
    const [first, second] = [
      await comment(path, 'one'),
      await comment(path, 'two2'),
    ];
    await redact('adam', path, { entry: first.id }).expect(200);
    const row = (entry: string) => knex('entries').where({ id: entry });
    const { content, salt } = await row(first.id).first();
    const finding = (seq: number) => [
      { record: path.split('/').pop(), seq, fault: 'edited' },
    ];
    // Another name in what is left
    await row(first.id).update({ content: content.replace('adam', 'rita') });
    expect((await verify(path)).findings).toEqual(finding(first.seq));
    await row(first.id).update({ content });
    // An entry that is made to look redacted
    const before = await row(second.id).first();
    await row(second.id).update({ content, salt });
    expect((await verify(path)).findings).toEqual(finding(second.seq));
    await row(second.id).update({ content: before.content, salt: before.salt });
    expect(await verify(path)).toMatchObject({ intact: true, redacted: 1 });
  });

  it('is refused for what cannot be redacted, with what to do', async () => {
    const path = await open();
    const { timeline } = await read('adam', path);
    const [created] = timeline.items;
    expect(await outcome(redact('adam', path, { entry: created.id }))).toEqual([
      400,
      'not_redactable',
    ]);
    for (const [input, status] of [
      [{ entry: 'x' }, 404],
      [{ attachment: 'x' }, 404],
      [{}, 400],
      [{ entry: created.id, attachment: 'x' }, 400],
    ] as const) {
      expect((await redact('adam', path, input)).status).toBe(status);
    }
  });

  it('goes from a closed record too', async () => {
    const path = await open();
    const said = await comment(path, secret);
    const { version } = await read('eddie', path);
    await itsm
      .call('eddie', 'post', `${path}/actions/cancel`)
      .set('if-match', String(version))
      .send({ reason: 'unnecessary' })
      .expect(200);
    await redact('adam', path, { entry: said.id }).expect(200);
    expect(await isStored()).toBe(false);
  });

  it('an erased redactor takes nothing else along', async () => {
    const path = await open();
    const said = await comment(path, secret);
    await redact('adam', path, { entry: said.id }).expect(200);
    await itsm
      .call('adam', 'post', '/v1/erasures')
      .send({ person: 'adam' })
      .expect(200);
    expect(await verify(path)).toMatchObject({ intact: true, findings: [] });
  });
});
