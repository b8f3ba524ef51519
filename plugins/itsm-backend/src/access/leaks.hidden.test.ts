import { TestDatabases } from '@backstage/backend-test-utils';
import { v7 as uuid } from 'uuid';
import { databaseIds } from '../__testUtils__/databases';
import { CHECKOUT_DOWN, startItsm } from '../__testUtils__/startItsm';
import { isPostgres } from '../database/database';

const databases = TestDatabases.create({ ids: databaseIds });

/** With those that are hidden fewer than a search ranks at once: see docs/permissions.md. */
const VISIBLE = 900;
const HIDDEN = 50;

const PATHS = [
  '/v1/records?count=true&limit=20',
  '/v1/records?count=true&limit=20&sort=priority',
  '/v1/records?count=true&limit=20&sort=updated',
  '/v1/records?count=true&limit=20&entity=checkout',
  '/v1/records?count=true&limit=20&within=group:default/team-checkout',
  '/v1/records?count=true&limit=100&near=checkout,search',
  '/v1/records?count=true&limit=20&q=zephyr',
  '/v1/records?count=true&limit=100&q=zephyr&sort=updated',
  '/v1/records?count=true&limit=20&q=zeph&entity=checkout',
  '/v1/records?count=true&limit=20&q=zephyr&state=closed',
  '/v1/incidents?count=true&limit=20&q=zephyr&unassigned=true',
  '/v1/problems?count=true&limit=20&q=zephyr',
  '/v1/similar?q=zephyr&near=checkout',
  '/v1/incidents.csv?q=zephyr',
  '/v1/incidents.csv?state=open',
  '/v1/my-work',
];

describe.each(databaseIds)('what is hidden moves no answer, %s', id => {
  it('of a list, a search, a count or a file, on any page', async () => {
    const knex = await databases.init(id);
    const itsm = await startItsm({ knex });
    const open = async (input: object) =>
      (
        await itsm
          .call('eddie', 'post', '/v1/incidents')
          .send({ ...CHECKOUT_DOWN, title: 'A zephyr', ...input })
          .expect(201)
      ).body.number as string;
    /** Rows as the one of the number, each with its text, its people and its entity. */
    const copy = async (number: string, count: number, first: number) => {
      const row = await knex('records').where({ number }).first();
      const around = {
        principals: await knex('principals').where({ record_id: row.id }),
        links: await knex('links').where({ record_id: row.id }),
      };
      const copies = Array.from({ length: count }, (_, index) => ({
        ...row,
        id: uuid(),
        number: `INC-${first + index}`,
        text_rank: Number(row.text_rank) + 1 + index,
      }));
      await knex.batchInsert('records', copies, 200);
      for (const [table, rows] of Object.entries(around)) {
        const all = copies.flatMap(({ id: copied }) =>
          rows.map(each => ({ ...each, record_id: copied })),
        );
        await knex.batchInsert(table, all, 200);
      }
      const numbers = `number between 'INC-${first}' and 'INC-${first + count - 1}'`;
      await knex.raw(
        isPostgres(knex)
          ? `insert into record_text (record_id, rank, tsv)
             select id, text_rank, to_tsvector('simple', 'zephyr') from records where ${numbers}`
          : `insert into record_text (rowid, title, body)
             select text_rank, 'zephyr', '' from records where ${numbers}`,
      );
    };
    const answers = async () => {
      const all: Record<string, string[]> = {};
      for (const path of PATHS) {
        all[path] = [];
        let cursor: string | null = null;
        do {
          const page: any = await itsm.call(
            'stan',
            'get',
            cursor ? `${path}&cursor=${encodeURIComponent(cursor)}` : path,
          );
          all[path].push(`${page.status} ${page.text}`);
          cursor = page.body.nextCursor ?? null;
        } while (cursor && all[path].length < 12);
      }
      return all;
    };
    const visible = await open({ requester: 'stan' });
    await copy(visible, VISIBLE, 500_000);
    const before = await answers();
    const searched = JSON.parse(before[PATHS[6]][0].slice(4));
    expect(searched.count).toEqual({ value: VISIBLE + 1, capped: false });

    const hidden = await open({ restricted: true, impact: 'high' });
    await copy(hidden, HIDDEN, 700_000);
    expect(await answers()).toEqual(before);
    const { body } = await itsm.call(
      'eddie',
      'get',
      '/v1/records?q=zephyr&count=true',
    );
    // They do match, and come first for those who may read them
    expect(body.count.value).toBe(VISIBLE + 1 + HIDDEN + 1);
    await itsm.stop();
  });
});
