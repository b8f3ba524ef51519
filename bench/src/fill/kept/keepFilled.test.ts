import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  keepDatabase,
  startBackend,
  until,
  type BackendProcess,
  type Engine,
  type HarnessDatabase,
} from 'itsm-harness';
import type { Knex } from 'knex';
import { searchRows } from '../catalog/searchRows';
import { checksumOf } from '../checksum';
import { ENGINES } from '../__testing__/emptyDatabase';
import type { Progress } from '../progress';
import { QUERY_WORDS } from '../words';
import { SMALL_LANDSCAPE } from '../world/landscape';
import { keepFilled, type Kept } from './keepFilled';
import { marksOf } from './marks';

const SIZE = 2_000;
const ENTITIES = Object.entries(SMALL_LANDSCAPE)
  .filter(([name]) => name !== 'relations')
  .reduce((sum, [, count]) => sum + count, 1);

const folder = mkdtempSync(join(tmpdir(), 'itsm-fill-'));
const prefix = `fill_test_${process.pid}`;

const fill = (engine: Engine, onProgress: Progress['at'] = () => {}) =>
  keepFilled({
    engine,
    size: SIZE,
    folder,
    prefix,
    landscape: SMALL_LANDSCAPE,
    progress: { at: onProgress, say: () => {} },
  });

/** A fill that dies when its records are written. */
const half = (engine: Engine) =>
  fill(engine, what => {
    if (what === 'records') throw new Error('The power is gone');
  });

const made = new Map<Engine, Kept>();

afterAll(async () => {
  for (const engine of ENGINES) {
    const marks = marksOf(engine, folder);
    for (const name of await marks.names(prefix)) await marks.drop(name);
  }
  rmSync(folder, { recursive: true, force: true });
});

describe.each(ENGINES)('a filled database, %s', engine => {
  const marks = marksOf(engine, folder);
  const filled = `${prefix}_filled_${SIZE}_`;
  let kept: Kept;
  /** What a fill that died said, and the databases of this size that it has left. */
  let death: { message: string; left: string[] };
  beforeAll(async () => {
    await keepDatabase(engine, `${filled}0ld`, folder);
    const { message } = await half(engine).then(
      () => ({ message: 'It lived' }),
      error => error,
    );
    death = { message, left: await marks.names(filled) };
    kept = await fill(engine);
    made.set(engine, kept);
  });

  const ask = async <T>(work: (knex: Knex) => Promise<T>, plugin = 'itsm') => {
    const knex = kept.database.open(plugin);
    try {
      return await work(knex);
    } finally {
      await knex.destroy();
    }
  };
  const count = (table: string, where: object | string, plugin?: string) =>
    ask(async knex => {
      const query = knex(table).count('* as n').first();
      const row = await (typeof where === 'string'
        ? query.whereRaw(where)
        : query.where(where));
      return Number((row as any).n);
    }, plugin);

  it('is found again', async () => {
    const again = await fill(engine);
    expect(again.seconds).toBe(0);
    expect(again.checksum).toBe(kept.checksum);
    expect(await checksumOf(again.database)).toBe(kept.checksum);
  });

  it('holds the same on every engine, and a change shows', async () => {
    expect(kept.checksum).toBe(made.get('sqlite')!.checksum);
    const copy = await kept.database.copy(`${prefix}_other`);
    const knex = copy.open();
    await knex('records')
      .where({ number: 'INC-000777' })
      .update({ version: 99 });
    await knex.destroy();
    expect(await checksumOf(copy)).not.toBe(kept.checksum);
    await copy.drop();
  });

  it('is made anew when it was left half done, and old ones go', async () => {
    const { message, left } = death;
    expect(message).toBe('The power is gone');
    expect(left).toHaveLength(1);
    expect(left[0]).not.toContain('0ld');
    expect(await marks.names(filled)).toEqual(left);
    expect(await count('records', {})).toBe(SIZE);
  });

  it('has copies that agree with their records', async () => {
    for (const table of ['links', 'principals']) {
      const wrong = `not exists (select 1 from records r where r.id = record_id
        and r.kind = ${table}.kind and r.is_open = ${table}.is_open
        and r.restricted = ${table}.restricted)`;
      expect(await count(table, wrong)).toBe(0);
      expect(await count(table, {})).toBeGreaterThan(SIZE);
    }
  });

  it('has no row that leads nowhere', async () => {
    const noRecord =
      'record_id is not null and not exists (select 1 from records r where r.id = record_id)';
    for (const table of ['entries', 'links', 'principals', 'deployments']) {
      expect(await count(table, noRecord)).toBe(0);
    }
    // PostgreSQL checks what is written, not what is there; but its rows are the same
    for (const plugin of engine === 'sqlite' ? ['itsm', 'catalog'] : []) {
      const broken = await ask(
        knex => knex.raw('pragma foreign_key_check'),
        plugin,
      );
      expect(broken).toEqual([]);
    }
  });

  it('has the incidents, words and shares that it is said to have', async () => {
    const { one, thousand } = kept.counted;
    const affected = { role: 'affected', kind: 'incident' };
    expect(await count('links', { ...affected, ref: one! })).toBe(1);
    expect(await count('links', { ...affected, ref: thousand! })).toBe(1_000);
    expect(await count('records', { is_open: 1 })).toBeCloseTo(0.08 * SIZE, -2);
    expect(await count('records', { restricted: 1 })).toBeCloseTo(
      0.05 * SIZE,
      -2,
    );
    const matches = (words: string) =>
      words
        .split(' ')
        .map(word => `description like '%${word}%'`)
        .join(' and ');
    const { rare, common, three } = QUERY_WORDS;
    expect(await count('records', matches(rare))).toBe(10);
    const frequent = await count('records', matches(common));
    expect(frequent / SIZE).toBeCloseTo(0.4, 1);
    for (const word of three.split(' ')) {
      const some = await count('records', matches(word));
      expect(some / SIZE).toBeCloseTo(0.126, 1);
    }
  });

  it('lists words of the catalog as the catalog does', async () => {
    const [finals, rows] = await ask(
      async knex => [
        await knex('final_entities').select('entity_id', 'final_entity'),
        await knex('search').select(
          'entity_id',
          'key',
          'value',
          'original_value',
        ),
      ],
      'catalog',
    );
    const entities = finals.map(row => JSON.parse(row.final_entity));
    expect(entities.length).toBeGreaterThan(ENTITIES + 40);
    // As sets: a list of ten thousand differences is of no use
    const spell = (row: any) => JSON.stringify(Object.values(row));
    const ours = new Set(entities.flatMap(searchRows).map(spell));
    const theirs = new Set(rows.map(spell));
    expect([...ours].filter(row => !theirs.has(row)).slice(0, 5)).toEqual([]);
    expect([...theirs].filter(row => !ours.has(row)).slice(0, 5)).toEqual([]);
    expect(rows).toHaveLength(theirs.size);
    expect(
      await count('relations', "source_entity_ref like '%-0%'", 'catalog'),
    ).toBeGreaterThan(1_000);
  });

  describe('with a backend on it', () => {
    let copy: HarnessDatabase;
    let backend: BackendProcess;
    beforeAll(async () => {
      copy = await kept.database.copy(`${prefix}_used`);
      backend = await startBackend({ database: copy });
    });
    afterAll(async () => {
      await backend?.kill();
      await copy?.drop();
    });
    const get = async (path: string) => {
      const { status, body } = await backend.call('GET', path);
      expect(status).toBe(200);
      return body;
    };

    it('verifies', async () => {
      const { body } = await backend.call('POST', '/api/itsm/v1/audit/verify', {
        body: {},
      });
      expect(body).toMatchObject({ records: SIZE, findings: [], intact: true });
      expect(body.entries).toBeGreaterThan(3 * SIZE);
    });

    it('counts, finds and numbers on', async () => {
      const { counted } = kept;
      const list = await get(
        `/api/itsm/v1/incidents?entity=${counted.thousand}&state=all&count=true`,
      );
      expect(list).toMatchObject({ count: { value: 1_000 } });
      const found = await get(
        `/api/itsm/v1/records?q=${QUERY_WORDS.rare}&state=all`,
      );
      expect(found.items).toHaveLength(10);
      const { status, body } = await backend.call(
        'POST',
        '/api/itsm/v1/incidents',
        {
          body: {
            title: 'One more',
            description: 'It goes on',
            impact: 'low',
            urgency: 'low',
            entities: [counted.one],
          },
        },
      );
      expect(status).toBe(201);
      expect(body.number).toBe('INC-001501');
    });

    it('is a catalog that answers, and keeps what it has', async () => {
      const query =
        '/api/catalog/entities/by-query?orderField=metadata.name,asc&filter=kind=component&limit=20';
      const page = await get(query);
      expect(page.items).toHaveLength(20);
      // With those of the demo
      expect(page.totalItems).toBe(SMALL_LANDSCAPE.components + 24);
      const { items } = await get(`${query}&totalItems=exclude`);
      expect(items).toEqual(page.items);
      const name = 'component/default/svc-00042';
      const entity = await get(`/api/catalog/entities/by-name/${name}`);
      expect(entity.relations).toContainEqual({
        type: 'ownedBy',
        targetRef: 'group:default/unit-002',
      });
      // The stitcher tells the demo's groups what they own now
      await until(async () => {
        const group = await get(
          '/api/catalog/entities/by-name/group/default/team-checkout',
        );
        return group.relations.some(
          (r: any) => r.targetRef === 'component:default/svc-00017',
        );
      }, 'the group to own a component');
    });
  });
});
