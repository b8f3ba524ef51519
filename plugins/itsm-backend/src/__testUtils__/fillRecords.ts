import {
  isOpen,
  isPrivate,
  kindsByName,
  type ItsmRecord,
  type KindDefinition,
} from 'backstage-plugin-itsm-common';
import type { Knex } from 'knex';
import { isPostgres } from '../database/database';
import { encodeRecord } from '../records/recordRow';
import { firstRankOf } from '../search/recordText';
import { indexText } from '../search/tokens';
import { chainEntries, GENESIS } from '../timeline/entryChain';

const WORDS =
  'timeout payment checkout latency error pod restart disk memory queue certificate expired slow login database replica network packet cache index'.split(
    ' ',
  );

/** Small seeded generator (mulberry32), so that every run sees the same records. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) % 2 ** 32;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t ^= t + Math.imul(t ^ (t >>> 7), 61 | t);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** A UUIDv7 of this time and number, so that ids rise as records do. */
const idAt = (at: number, n: number, kind: string) =>
  [
    at.toString(16).padStart(12, '0').slice(0, 8),
    at.toString(16).padStart(12, '0').slice(8),
    `7${kind}`,
    '8000',
    n.toString(16).padStart(12, '0'),
  ].join('-');

const OTHER_KINDS = [
  kindsByName.change,
  kindsByName.problem,
  kindsByName.article,
  kindsByName.request,
];

/** Far from those that the engine gives out itself. */
const NUMBERS_FROM = 500_001;

/** The first of those states in which everybody reads it. */
const stateOf = (kind: KindDefinition, open: boolean) =>
  Object.keys(kind.states).find(
    state => isOpen(kind, state) === open && !kind.states[state].private,
  )!;

export interface FillOptions {
  count: number;
  /** Components `c-0` …; the first is hot: every 16th record is about it. */
  entities?: number;
  seed?: number;
}

/**
 * Writes records straight into the tables, a hundred thousand in seconds: one entry, one affected
 * entity and its principals each, three of four an incident. 8 % are open, 5 % restricted.
 */
export async function fillRecords(
  knex: Knex,
  { count, entities = 500, seed = 1 }: FillOptions,
): Promise<void> {
  const random = seeded(seed);
  const pick = <T>(list: readonly T[]) =>
    list[Math.floor(random() * list.length)];
  const start = Date.UTC(2024, 0, 1);
  const BATCH = isPostgres(knex) ? 1_000 : 500;
  const isPg = isPostgres(knex);
  for (let from = 0; from < count; from += BATCH) {
    const tables: Record<string, any[]> = {
      records: [],
      entries: [],
      links: [],
      principals: [],
    };
    const texts: [string, number, string][] = [];
    for (let n = from; n < Math.min(count, from + BATCH); n += 1) {
      const kind =
        n % 4 === 3
          ? OTHER_KINDS[Math.floor(n / 4) % OTHER_KINDS.length]
          : kindsByName.incident;
      const at = start + n * 60_000;
      const open = random() < 0.08;
      const title = Array.from({ length: 6 }, () => pick(WORDS)).join(' ');
      const component = n % 16 === 0 ? 0 : Math.floor(random() * entities);
      const entity = `component:default/c-${component}`;
      const group = `group:default/g-${Math.floor(random() * 50)}`;
      const requester = `user:default/u-${Math.floor(random() * 1_000)}`;
      const isIncident = kind.name === 'incident';
      const record: ItsmRecord = {
        id: idAt(at, n, '000'),
        number: `${kind.prefix}-${NUMBERS_FROM + n}`,
        kind: kind.name,
        desk: n % 97 === 1 ? 'hr' : 'it',
        state: stateOf(kind, open),
        version: 1,
        title,
        description: Array.from({ length: 30 }, () => pick(WORDS)).join(' '),
        impact: isIncident ? 'high' : null,
        urgency: isIncident ? 'low' : null,
        priority: isIncident ? ((1 + Math.floor(random() * 5)) as 1) : null,
        environment: 'production',
        category: null,
        channel: 'import',
        restricted: random() < 0.05,
        requester,
        openedBy: requester,
        assignee: null,
        assignmentGroup: group,
        createdAt: at,
        updatedAt: at,
        startedAt: null,
        detectedAt: null,
        acknowledgedAt: null,
        mitigatedAt: null,
        resolvedAt: null,
        closedAt: open ? null : at,
        reopenCount: 0,
        data: kind.name === 'change' ? { type: 'registration' } : {},
        dataVersion: 1,
      };
      const [entry] = chainEntries(
        [
          {
            verb: 'created',
            audience: 'public',
            body: { state: record.state },
          },
        ],
        {
          recordId: record.id,
          seq: 0,
          lastHash: GENESIS,
          actor: { type: 'user', ref: requester },
          at,
        },
      );
      const rank = firstRankOf(record, open) + n + 1;
      tables.records.push({
        ...encodeRecord(kind, record),
        seq: 1,
        last_hash: entry.hash,
        text_rank: rank,
      });
      tables.entries.push(entry);
      const copy = {
        record_id: record.id,
        kind: kind.name,
        desk: record.desk,
        is_open: open ? 1 : 0,
        restricted: isPrivate(kind, record) ? 1 : 0,
      };
      tables.links.push({
        ...copy,
        role: 'affected',
        target: 'entity',
        ref: entity,
        position: 0,
      });
      tables.principals.push(
        { ...copy, role: 'requester', ref: requester },
        { ...copy, role: 'openedBy', ref: requester },
        { ...copy, role: 'assignmentGroup', ref: group },
        { ...copy, role: 'owner', ref: group },
        {
          ...copy,
          role: 'container',
          ref: `system:default/s-${component % 20}`,
        },
        {
          ...copy,
          role: 'container',
          ref: `domain:default/d-${component % 2}`,
        },
      );
      texts.push([
        record.id,
        rank,
        indexText(`${record.number} ${title} ${record.description}`),
      ]);
    }
    await knex.transaction(async trx => {
      // SQLite takes 32,766 bound values a statement.
      for (const [table, rows] of Object.entries(tables)) {
        await trx.batchInsert(table, rows, table === 'records' ? 200 : 500);
      }
      if (isPg) {
        await trx.raw(
          `insert into record_text (record_id, rank, tsv)
           select * from (select unnest(?::text[]), unnest(?::bigint[]), to_tsvector('simple', unnest(?::text[]))) t`,
          [texts.map(t => t[0]), texts.map(t => t[1]), texts.map(t => t[2])],
        );
      } else {
        for (const [, rank, text] of texts) {
          await trx.raw(
            'insert into record_text (rowid, title, body) values (?, ?, ?)',
            [rank, '', text],
          );
        }
      }
    });
  }
  // Index-only scans need what vacuum notes
  if (isPg) await knex.raw('vacuum analyze');
}
