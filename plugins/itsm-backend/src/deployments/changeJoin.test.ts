import { TestDatabases } from '@backstage/backend-test-utils';
import { databaseIds } from '../__testUtils__/databases';
import { NOON, QUIET_MS, startInbox } from '../inbox/__testUtils__/startInbox';
import { announced, iso, MINUTE, report } from './__testUtils__/reports';

const databases = TestDatabases.create({ ids: databaseIds });

describe.each(databaseIds)('the change that a deployment joins on %s', id => {
  const start = async () => startInbox(await databases.init(id));

  it('joins the announced change and moves it', async () => {
    const inbox = await start();
    const planned = await announced(inbox, {});
    await report(inbox, { at: iso(1) });
    await report(inbox, { state: 'success', at: iso(2) });
    const changes = await inbox.changes();
    expect(changes).toHaveLength(1);
    expect(changes[0]).toMatchObject({
      number: planned.number,
      state: 'review',
      data: { result: 'success', actualStart: NOON + MINUTE },
    });
    expect(await inbox.knex('timers')).toEqual([]);
    const links = await inbox.knex('links').where({ role: 'deployedBy' });
    expect(links).toHaveLength(1);
  });

  it('finds the announced change behind many that other runs registered', async () => {
    const inbox = await start();
    const planned = await announced(inbox, {});
    for (let run = 0; run < 60; run += 1) {
      await report(inbox, {
        runId: `other-${run}`,
        revision: `${run}`.padStart(40, 'b'),
      });
    }
    await report(inbox, { at: iso(1) });
    const changes = await inbox.changes();
    expect(changes).toHaveLength(61);
    expect(changes.find(c => c.number === planned.number)?.state).toBe(
      'implement',
    );
  });

  it('joins the named change rather than the matching one', async () => {
    const inbox = await start();
    await announced(inbox, {});
    const named = await announced(inbox, {});
    await report(inbox, { changeRef: named.number.toLowerCase() });
    expect((await inbox.changes()).map(c => c.state)).toEqual([
      'scheduled',
      'implement',
    ]);
  });

  it.each([
    ['CHG-000099', {}, 'scheduled', 'not_found'],
    ['CHG-000001', {}, 'new', 'state_new'],
    ['CHG-000001', { revision: 'other' }, 'scheduled', 'revision_mismatch'],
  ])(
    'registers and says why when %s %j in %s is not it',
    async (changeRef, data, state, why) => {
      const inbox = await start();
      await announced(inbox, { revision: 'v0', ...data }, state);
      await report(inbox, { changeRef });
      const [, registered] = await inbox.changes();
      expect(registered.data.type).toBe('registration');
      const [entry] = await inbox
        .knex('entries')
        .where({ record_id: registered.id, verb: 'deployed' });
      expect(JSON.parse(entry.content).body.changeRefRefused).toBe(why);
    },
  );

  it('tells a change that it was deployed outside its planned time', async () => {
    const inbox = await start();
    const planned = await announced(inbox, { plannedStart: NOON + QUIET_MS });
    await report(inbox);
    const [record] = await inbox.changes();
    expect(record.state).toBe('scheduled');
    const entries = await inbox
      .knex('entries')
      .where({ record_id: planned.id });
    expect(JSON.parse(entries[1].content).body.refused).toBe(
      'outside_planned_time',
    );
  });
});
