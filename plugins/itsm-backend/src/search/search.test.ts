import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { v7 as uuid } from 'uuid';
import { databaseIds } from '../__testUtils__/databases';
import {
  CHECKOUT_DOWN,
  startItsm,
  type TestItsm,
} from '../__testUtils__/startItsm';
import { isPostgres } from '../database/database';

const databases = TestDatabases.create({ ids: databaseIds });

/** More open matches than a page looks at. */
const COPIES = 16_500;

/** Copies of an incident that the word finds, each more important than what is closed. */
async function copy(knex: Knex, number: string): Promise<void> {
  const row = await knex('records').where({ number }).first();
  const copies = Array.from({ length: COPIES }, (_, index) => ({
    ...row,
    id: uuid(),
    number: `INC-${500_000 + index}`,
    text_rank: Number(row.text_rank) + 1 + index,
  }));
  await knex.batchInsert('records', copies, 300);
  const texts = isPostgres(knex)
    ? `insert into record_text (record_id, rank, tsv)
       select id, text_rank, to_tsvector('simple', 'zephyr') from records where number like 'INC-5%'`
    : `insert into record_text (rowid, title, body)
       select text_rank, 'zephyr', '' from records where number like 'INC-5%'`;
  await knex.raw(texts);
  if (isPostgres(knex)) await knex.raw('analyze');
}

describe.each(databaseIds)(
  'a search with thousands of open matches, %s',
  id => {
    let itsm: TestItsm;
    let closed: string;
    let problem: string;
    beforeAll(async () => {
      const knex = await databases.init(id);
      itsm = await startItsm({ knex });
      const title = 'A zephyr in the cables';
      const open = async (path: string, input: object) =>
        (await itsm.call('eddie', 'post', path).send(input).expect(201)).body;
      const ended = await open('/v1/incidents', { ...CHECKOUT_DOWN, title });
      closed = ended.number;
      await itsm
        .call('eddie', 'post', `/v1/incidents/${closed}/actions/cancel`)
        .set('if-match', `"${ended.version}"`)
        .send({ reason: 'not_an_incident' })
        .expect(200);
      problem = (
        await open('/v1/problems', {
          title,
          description: 'It comes back',
          impact: 'low',
          urgency: 'low',
          entities: CHECKOUT_DOWN.entities,
        })
      ).number;
      const { number } = await open('/v1/incidents', {
        ...CHECKOUT_DOWN,
        title,
      });
      await copy(knex, number);
    }, 120_000);
    afterAll(() => itsm?.stop());

    const get = async (path: string) =>
      (await itsm.call('eddie', 'get', `/v1/${path}`).expect(200)).body;
    const numbers = ({ items }: any) => items.map((item: any) => item.number);

    it('finds the closed one, and counts it', async () => {
      const page = await get('incidents?q=zephyr&state=closed&count=true');
      expect(numbers(page)).toEqual([closed]);
      expect(page).toMatchObject({
        nextCursor: null,
        count: { value: 1, capped: false },
      });
      expect(page.limited).toBeUndefined();
    });

    it('counts no more than it says', async () => {
      const page = await get('incidents?q=zephyr&state=open&count=true');
      expect(page.count).toEqual({ value: 1_000, capped: true });
      expect(page.limited).toBeUndefined();
    });

    it('of another kind says that it stopped, and goes on', async () => {
      const page = await get('problems?q=zephyr&state=open&count=true');
      expect(page).toMatchObject({
        items: [],
        limited: true,
        count: { value: 0, capped: true },
      });
      const next = await get(
        `problems?q=zephyr&state=open&cursor=${encodeURIComponent(page.nextCursor)}`,
      );
      expect(numbers(next)).toEqual([problem]);
      expect(next.nextCursor).toBeNull();
    });

    it('shows every match once, page by page', async () => {
      const seen: string[] = [];
      let cursor: string | null = '0';
      while (cursor) {
        const page: any = await get(
          `records?q=zephyr&state=all&limit=100&cursor=${encodeURIComponent(cursor)}`,
        );
        seen.push(...numbers(page));
        cursor = seen.length > 1_500 ? null : page.nextCursor;
      }
      expect(seen).toHaveLength(new Set(seen).size);
      expect(seen.length).toBeGreaterThan(1_500);
    });
  },
);
