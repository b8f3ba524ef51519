import { TestDatabases } from '@backstage/backend-test-utils';
import {
  KubernetesValidatorFunctions,
  parseEntityRef,
} from '@backstage/catalog-model';
import { isErasedRef } from 'backstage-plugin-itsm-common';
import type { Knex } from 'knex';
import { writeAlias } from '../aliases/writeAlias';
import { databaseIds } from '../__testUtils__/databases';
import {
  CHECKOUT_DOWN,
  startItsm,
  type TestItsm,
} from '../__testUtils__/startItsm';
import { bodyHashOf, entryHashOf } from '../timeline/entryChain';

const databases = TestDatabases.create({ ids: databaseIds });

describe.each(databaseIds)('verify, %s', id => {
  let itsm: TestItsm;
  let knex: Knex;
  beforeAll(async () => {
    knex = await databases.init(id);
    itsm = await startItsm({ knex });
  });
  afterAll(() => itsm?.stop());

  /** A fresh incident with six entries; answers its number and record id. */
  async function timeline() {
    const { body } = await itsm
      .call('rita', 'post', '/v1/incidents')
      .send(CHECKOUT_DOWN);
    for (let n = 1; n <= 5; n += 1) {
      await itsm
        .call('eddie', 'post', `/v1/incidents/${body.number}/comments`)
        .send({ text: `comment ${n}` })
        .expect(201);
    }
    const { id: recordId } = await knex('records')
      .where({ number: body.number })
      .first('id');
    return { number: body.number as string, recordId: recordId as string };
  }
  const verify = async (input: object = {}) =>
    (await itsm.call('adam', 'post', '/v1/audit/verify').send(input)).body;
  const entry = (recordId: string, seq: number) =>
    knex('entries').where({ record_id: recordId, seq }).first();
  /**
   * An open write in any database of the server holds PostgreSQL's watermark back, and nothing tells
   * when it ends: asked until it has, however long that takes.
   */
  async function checkpointOverAll() {
    const { n } = (await knex('entries').count('* as n').first()) as any;
    for (let covered = -1; covered < Number(n);) {
      await itsm.run('itsm-checkpoint');
      const head = await knex('checkpoints').orderBy('id', 'desc').first();
      covered = Number(head.size);
    }
  }
  /** Runs a tampering, looks, and puts everything back. */
  async function tampered(
    tables: string[],
    tamper: () => Promise<unknown>,
    look: () => Promise<any>,
  ) {
    const kept = await Promise.all(tables.map(table => knex(table).select()));
    await tamper();
    const seen = await look();
    for (const table of [...tables].reverse()) await knex(table).delete();
    for (const [index, table] of tables.entries()) {
      for (const row of kept[index]) await knex(table).insert(row);
    }
    return seen;
  }

  it('finds an edited, an inserted, a deleted and a cut-off row', async () => {
    const { number, recordId } = await timeline();
    const clean = await verify();
    expect(clean).toMatchObject({ intact: true, findings: [] });
    const fault = (tamper: () => Promise<unknown>) =>
      tampered(['entries'], tamper, async () => (await verify()).findings);

    const edited = (change: object) => () =>
      knex('entries').where({ record_id: recordId, seq: 3 }).update(change);
    for (const change of [
      { content: '{"actor":{},"body":{"text":"never happened"}}' },
      { at: 1 },
      { audience: 'internal' },
      { verb: 'edited' },
      { salt: '00' },
    ]) {
      expect(await fault(edited(change))).toEqual([
        { record: number, seq: 3, fault: 'edited' },
      ]);
    }

    expect(
      await fault(() =>
        knex('entries').where({ record_id: recordId, seq: 3 }).delete(),
      ),
    ).toEqual([{ record: number, seq: 3, fault: 'missing' }]);
    expect(
      await fault(() =>
        knex('entries').where({ record_id: recordId, seq: 6 }).delete(),
      ),
    ).toEqual([{ record: number, seq: 6, fault: 'cut' }]);
    expect(
      await fault(() =>
        knex('entries')
          .where({ record_id: recordId })
          .andWhere('seq', '>', 4)
          .delete(),
      ),
    ).toEqual([{ record: number, seq: 5, fault: 'cut' }]);

    const forged = async (seq: number) => {
      const last = await entry(recordId, 6);
      const row = {
        ...last,
        id: '019b0000-0000-7000-8000-000000000000',
        seq,
        prev: last.hash,
      };
      return knex('entries').insert({ ...row, hash: entryHashOf(row) });
    };
    expect(await fault(() => forged(7))).toEqual([
      { record: number, seq: 7, fault: 'inserted' },
    ]);

    // A replaced row whose own hash was recomputed does not fit the next one.
    const replaced = async () => {
      const row = await entry(recordId, 3);
      const content =
        '{"actor":{"ref":"user:default/eddie","type":"user"},"body":{"text":"forged"}}';
      const next = {
        ...row,
        content,
        body_hash: bodyHashOf(row.salt, content),
      };
      await knex('entries')
        .where({ id: row.id })
        .update({ ...next, hash: entryHashOf(next) });
    };
    expect(await fault(replaced)).toEqual([
      { record: number, seq: 4, fault: 'inserted' },
    ]);
    expect(await verify()).toMatchObject({ intact: true });
  });

  it('finds a chain that was recomputed to its end, by the signed checkpoint', async () => {
    const { recordId } = await timeline();
    await checkpointOverAll();
    const before = await verify();
    expect(before.checkpoint).toMatchObject({
      signature: 'valid',
      intact: true,
    });
    const head = await knex('checkpoints').orderBy('id', 'desc').first();
    const checkpoint = {
      ...head,
      at: Number(head.at),
      size: Number(head.size),
    };

    const rewritten = async () => {
      let prev = (await entry(recordId, 5)).hash;
      const row = await entry(recordId, 6);
      const content = row.content.replace('comment 5', 'comment 6');
      const next = {
        ...row,
        content,
        prev,
        body_hash: bodyHashOf(row.salt, content),
      };
      prev = entryHashOf(next);
      await knex('entries')
        .where({ id: row.id })
        .update({ ...next, hash: prev });
      await knex('records').where({ id: recordId }).update({ last_hash: prev });
    };
    const seen = await tampered(['entries'], rewritten, () =>
      verify({ checkpoint }),
    );
    expect(seen.findings).toEqual([]);
    expect(seen).toMatchObject({
      intact: false,
      checkpoint: { intact: false, signature: 'valid' },
    });

    const { last_hash } = { last_hash: (await entry(recordId, 6)).hash };
    await knex('records').where({ id: recordId }).update({ last_hash });
    // What is written later is not covered and does not disturb it.
    await timeline();
    expect(await verify({ checkpoint })).toMatchObject({ intact: true });
    // A head that somebody else made up is not ours.
    expect(
      await verify({
        checkpoint: { ...checkpoint, size: checkpoint.size + 1 },
      }),
    ).toMatchObject({
      intact: false,
      checkpoint: { signature: 'invalid' },
    });
    // Nor is one whose signature was taken off.
    expect(
      await verify({ checkpoint: { ...checkpoint, signature: '' } }),
    ).toMatchObject({ intact: false, checkpoint: { signature: 'invalid' } });
    // A cut tail, with the record's own end moved back.
    const cut = async () => {
      await knex('entries').where({ record_id: recordId, seq: 6 }).delete();
      const fifth = await entry(recordId, 5);
      await knex('records')
        .where({ id: recordId })
        .update({ seq: 5, last_hash: fifth.hash });
    };
    const short = await tampered(['entries'], cut, () =>
      verify({ checkpoint }),
    );
    expect(short).toMatchObject({ findings: [], intact: false });
    await knex('records').where({ id: recordId }).update({ seq: 6, last_hash });
  });

  it('says erased for an erased person, and the chain holds', async () => {
    const { number } = await timeline();
    const path = `/v1/incidents/${number}`;
    await itsm.call('eddie', 'post', '/v1/incidents').send(CHECKOUT_DOWN);
    const comment = () =>
      itsm
        .call('eddie', 'post', `${path}/comments`)
        .set('idempotency-key', 'said-once')
        .send({ text: 'comment with a key' });
    await comment();
    await knex.transaction(trx =>
      writeAlias(trx, {
        field: 'repository',
        system: '',
        name: 'acme/mapped-by-eddie',
        entities: ['component:default/checkout'],
        desk: 'it',
        needsApproval: false,
        by: 'user:default/eddie',
        at: 1,
      }),
    );
    const erased = await itsm
      .call('adam', 'post', '/v1/erasures')
      .send({ person: 'eddie' });
    expect(erased.status).toBe(200);
    expect(erased.body.entries).toBeGreaterThanOrEqual(5);
    const verdict = await verify({ number });
    expect(verdict).toMatchObject({ intact: true, erased: 6, findings: [] });
    const { body } = await itsm.call('olivia', 'get', path);
    expect(body.timeline.items[0]).toMatchObject({
      erased: true,
      actor: null,
      body: {},
    });
    for (const table of [
      ...['entries', 'records', 'idempotency'],
      ...['definitions', 'definition_versions'],
    ]) {
      const dump = JSON.stringify(await knex(table).select());
      expect(dump).not.toContain('user:default/eddie');
      expect(dump).not.toContain('comment with a key');
    }
    // In the person's place stands somebody else for each of them, whom no catalog can have.
    await itsm
      .call('adam', 'post', '/v1/erasures')
      .send({ person: 'rita' })
      .expect(200);
    const refs = await knex('records').distinct('requester', 'assignee');
    const standIns = new Set(
      refs
        .flatMap((row: any) => [row.requester, row.assignee])
        .filter((ref: string | null) => ref && isErasedRef(ref)),
    );
    expect(standIns.size).toBeGreaterThanOrEqual(2);
    for (const ref of standIns) {
      const { namespace } = parseEntityRef(ref);
      expect(KubernetesValidatorFunctions.isValidNamespace(namespace)).toBe(
        false,
      );
    }
    // The key still keeps a repeat from doing it again.
    const before = await knex('entries').count();
    expect((await comment()).status).toBe(201);
    expect(await knex('entries').count()).toEqual(before);
    const found = await itsm.call(
      'olivia',
      'get',
      '/v1/records?state=all&q=comment',
    );
    expect(found.body.items).toEqual([]);
    await itsm
      .call('eddie', 'post', '/v1/erasures')
      .send({ person: 'adam' })
      .expect(403);
    await itsm.call('chen', 'post', '/v1/audit/verify').send({}).expect(403);
  });
});
