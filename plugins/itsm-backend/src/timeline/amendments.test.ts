import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { databaseIds } from '../__testUtils__/databases';
import type { Person } from '../__testUtils__/people';
import {
  CHECKOUT_DOWN,
  startItsm,
  type TestItsm,
} from '../__testUtils__/startItsm';
import { explain, recordStatements } from '../__testUtils__/statements';

const databases = TestDatabases.create({ ids: databaseIds });

describe.each(databaseIds)('amended comments, %s', id => {
  let itsm: TestItsm;
  let knex: Knex;
  beforeAll(async () => {
    knex = await databases.init(id);
    itsm = await startItsm({ knex });
  });
  afterAll(() => itsm?.stop());

  /** rita's incident with one comment of eddie's. */
  async function commented(text: string, audience = 'public') {
    const { body: opened } = await itsm
      .call('rita', 'post', '/v1/incidents')
      .send(CHECKOUT_DOWN)
      .expect(201);
    const path = `/v1/incidents/${opened.number}`;
    const { body } = await itsm
      .call('eddie', 'post', `${path}/comments`)
      .send({ text, audience })
      .expect(201);
    return { path, number: body.number, comment: body.timeline.items[0] };
  }
  const amend = (
    person: Person,
    path: string,
    comment: { id: string },
    version: number,
    text: string,
  ) =>
    itsm
      .call(person, 'patch', `${path}/comments/${comment.id}`)
      .set('if-match', `"${version}"`)
      .send({ text });
  const read = async (person: Person, path: string) =>
    (await itsm.call(person, 'get', path).expect(200)).body;
  const lineOf = (view: any, { id: entry }: { id: string }) =>
    view.timeline.items.find((e: any) => e.id === entry);
  const found = async (person: Person, q: string) =>
    (await read(person, `/v1/records?state=all&q=${q}`)).items.map(
      (r: any) => r.number,
    );
  const verify = async () =>
    (await itsm.call('adam', 'post', '/v1/audit/verify').send({})).body;

  it('say the new text, keep every version, and leave the version of the record alone', async () => {
    const { path, number, comment } = await commented('The aardvark did it');
    const before = await read('eddie', path);
    expect(lineOf(before, comment)).toMatchObject({ editable: true });
    itsm.clock.at += 60_000;
    const { body } = await amend(
      'eddie',
      path,
      comment,
      comment.seq,
      'The badger did it',
    ).expect(200);
    expect(body.version).toBe(before.version);
    const line = lineOf(body, comment);
    expect(line.body.text).toBe('The aardvark did it');
    expect(line.amendment).toMatchObject({
      body: { of: comment.id, text: 'The badger did it' },
      at: new Date(itsm.clock.at).toISOString(),
    });
    await amend('eddie', path, comment, line.amendment.seq, 'Nobody').expect(
      200,
    );
    const versions = await read(
      'rita',
      `${path}/comments/${comment.id}/versions`,
    );
    expect(versions.items.map((e: any) => e.body.text)).toEqual([
      'Nobody',
      'The badger did it',
      'The aardvark did it',
    ]);
    expect(await found('rita', 'nobody')).toEqual([number]);
    expect(await found('rita', 'aardvark')).toEqual([]);
    expect(await found('rita', 'badger')).toEqual([]);
    expect(await verify()).toMatchObject({ intact: true });
  });

  it('are amended by who wrote them, and by nobody else', async () => {
    const { path, comment } = await commented('Mine');
    for (const person of ['olivia', 'rita', 'adam'] as const) {
      expect(
        lineOf(await read(person, path), comment).editable,
      ).toBeUndefined();
      const { status, body } = await amend(
        person,
        path,
        comment,
        comment.seq,
        'Not mine',
      );
      expect([status, body.error.code]).toEqual([403, 'not_permitted']);
    }
    // What is no comment is none to be amended
    const [, created] = (await read('eddie', path)).timeline.items;
    for (const [entry, status] of [
      [created, 404],
      [{ id: 'x' }, 404],
    ] as const) {
      await amend('eddie', path, entry, 1, 'x').expect(status);
      await itsm
        .call('eddie', 'get', `${path}/comments/${entry.id}/versions`)
        .expect(status);
    }
    await itsm
      .call('eddie', 'patch', `${path}/comments/${comment.id}`)
      .send({ text: 'x' })
      .expect(428);
    await amend('eddie', path, comment, comment.seq, ' ').expect(400);
  });

  it('a lost race answers with what is there now, and the same text writes nothing', async () => {
    const { path, comment } = await commented('One');
    await amend('eddie', path, comment, comment.seq, 'Two').expect(200);
    const lost = await amend('eddie', path, comment, comment.seq, 'Three');
    expect([lost.status, lost.body.error.code]).toEqual([412, 'stale_version']);
    const { seq } = lineOf(lost.body.current, comment).amendment;
    expect(lost.body.error.params).toEqual({ sent: comment.seq, current: seq });
    const same = await amend('eddie', path, comment, seq, 'Two').expect(200);
    expect(same.body.timeline.items[0].seq).toBe(seq);
    const answers = await Promise.all(
      ['Four', 'Five'].map(text => amend('eddie', path, comment, seq, text)),
    );
    expect(answers.map(a => a.status).sort()).toEqual([200, 412]);
  });

  it('are not amended once the record is only read', async () => {
    const { path, comment } = await commented('Before');
    const { version } = await read('eddie', path);
    await itsm
      .call('eddie', 'post', `${path}/actions/cancel`)
      .set('if-match', `"${version}"`)
      .send({ reason: 'unnecessary' })
      .expect(200);
    const { status, body } = await amend(
      'eddie',
      path,
      comment,
      comment.seq,
      'After',
    );
    expect([status, body.error.code]).toEqual([409, 'read_only']);
    expect(lineOf(await read('eddie', path), comment).editable).toBeUndefined();
  });

  it('of an internal note stay internal', async () => {
    itsm.events.length = 0;
    itsm.sent.length = 0;
    const { path, comment } = await commented('The civet', 'internal');
    const { body } = await amend(
      'eddie',
      path,
      comment,
      comment.seq,
      'The dingo',
    ).expect(200);
    expect(lineOf(body, comment).amendment.audience).toBe('internal');
    for (const person of ['rita', 'stan', 'chen'] as const) {
      const seen = await itsm.call(person, 'get', path);
      expect(seen.text).not.toMatch(/civet|dingo/);
      await itsm
        .call(person, 'get', `${path}/comments/${comment.id}/versions`)
        .expect(404);
      const { status, body: refusal } = await amend(
        person,
        path,
        comment,
        1,
        'x',
      );
      const missing = await amend(person, path, { id: 'x' }, 1, 'x');
      expect([status, JSON.stringify(refusal)]).toEqual([
        404,
        JSON.stringify(missing.body)
          .replace("'x'", `'${comment.id}'`)
          .replace('"ref":"x"', `"ref":"${comment.id}"`),
      ]);
      expect(await found(person, 'dingo')).toEqual([]);
    }
    await itsm.settle();
    expect(JSON.stringify([itsm.events, itsm.sent])).not.toMatch(/civet|dingo/);
    expect(
      itsm.events.find(e => e.eventPayload.type === 'itsm.incident.amended')
        .eventPayload.data,
    ).toEqual({
      record: { number: body.number },
      entry: { id: lineOf(body, comment).amendment.id },
    });
  });

  it('read right on a page far from their amendment, with the statements of any page', async () => {
    const { path, comment } = await commented('Far away');
    const other = (await commented('No other')).path;
    for (let n = 0; n < 60; n += 1) {
      await itsm
        .call('eddie', 'post', `${path}/comments`)
        .send({ text: `${n}` })
        .expect(201);
    }
    await amend('eddie', path, comment, comment.seq, 'And yet here');
    await itsm.settle();
    const { timeline } = await read('eddie', path);
    const page = (cursor: string) =>
      read('eddie', `${path}/entries?cursor=${cursor}`);
    expect(
      lineOf({ timeline: await page(timeline.nextCursor) }, comment).amendment
        .body.text,
    ).toBe('And yet here');

    const counted = async (work: () => Promise<unknown>) => {
      const { statements, stop } = recordStatements(knex);
      await work();
      stop();
      return statements;
    };
    const amended = await counted(() => page(timeline.nextCursor));
    const plain = await counted(() => read('eddie', `${other}/entries`));
    expect(amended.length).toBe(plain.length);
    const statement = amended.find(({ sql }) => sql.includes('amends'))!;
    expect((await explain(knex, statement)).join('\n')).toContain(
      'entries_amends',
    );
  });

  it('a version that was moved to another comment is found by verify', async () => {
    const { path, number, comment } = await commented('Original');
    await amend('eddie', path, comment, comment.seq, 'Amended');
    const row = await knex('entries').where({ amends: comment.id }).first();
    await knex('entries').where({ id: row.id }).update({ amends: null });
    expect((await verify()).findings).toEqual([
      { record: number, seq: row.seq, fault: 'edited' },
    ]);
    await knex('entries').where({ id: row.id }).update({ amends: comment.id });
    expect(await verify()).toMatchObject({ intact: true });
  });

  it('are erased with their writer in all versions', async () => {
    const { path, number, comment } = await commented('The emu');
    await amend('eddie', path, comment, comment.seq, 'The ferret');
    await itsm
      .call('adam', 'post', '/v1/erasures')
      .send({ person: 'eddie' })
      .expect(200);
    const line = lineOf(await read('olivia', path), comment);
    expect(line).toMatchObject({
      erased: true,
      amendment: { erased: true, body: {} },
    });
    const versions = await itsm.call(
      'olivia',
      'get',
      `${path}/comments/${comment.id}/versions`,
    );
    expect(versions.text).not.toMatch(/emu|ferret/);
    expect(await found('olivia', 'ferret')).toEqual([]);
    expect(await verify()).toMatchObject({ intact: true });
    expect(await found('olivia', number)).toEqual([number]);
  });
});
