import { readable } from '../../sql/recordPage';
import { SqlText } from '../../sql/SqlText';
import type { Row } from '../../stage/SqlSession';
import type { Stage } from '../../stage/Stage';

/** Ways to search by SQL; each answers `number`, and `score` where it ranks. */
export interface TextSql {
  /** The index alone: twenty matches of the most important, fetched and not ranked. */
  probe: () => Promise<Row[]>;
  /** What is written first: all matches are ranked, the best twenty stay. */
  naive: () => Promise<Row[]>;
  /** The same score, of records that are named. */
  scoresOf(numbers: readonly string[]): Promise<Row[]>;
  /** Whether the engine ranks all matches: there are no more than it looks at. */
  isRankedWhole(): Promise<boolean>;
}

export interface Search {
  words: string;
  state: 'all' | 'closed';
}

const PAGE = 20;
/** As many as the engine ranks; for a search in two steps. */
const CANDIDATES = 1_000;

/** Words as the engine looks for them: the last one as a prefix. */
function queryOf({ engine }: Stage, words: string): string {
  const all = words.split(' ');
  const last = all.pop();
  return engine === 'postgres'
    ? [...all.map(word => `'${word}'`), `'${last}':*`].join(' & ')
    : [...all.map(word => `"${word}"`), `"${last}"*`].join(' ');
}

/** The best ways of this engine, written by hand. */
export async function textSql(stage: Stage, search: Search): Promise<TextSql> {
  const isPostgres = stage.engine === 'postgres';
  const statement = (write: (sql: SqlText, query: string) => string) => {
    const sql = new SqlText(stage.engine);
    const text = write(sql, sql.value(queryOf(stage, search.words)));
    const prepared = stage.sql.prepare(text);
    return () => prepared(...sql.parameters);
  };
  const ofCaller = (sql: SqlText) =>
    `r.kind = 'incident' and ${search.state === 'closed' ? 'r.is_open = 0 and' : ''} ${readable(
      sql,
      stage.refs,
      { id: 'r.id', restricted: 'r.restricted' },
    )}`;
  const matching = (query: string) =>
    isPostgres
      ? `from record_text t join records r on r.id = t.record_id where t.tsv @@ to_tsquery('simple', ${query})`
      : `from record_text join records r on r.text_rank = record_text.rowid where record_text match ${query}`;
  const score = (query: string) =>
    isPostgres
      ? `ts_rank(t.tsv, to_tsquery('simple', ${query}))`
      : `-bm25(record_text, 4.0, 1.0)`;
  const importance = isPostgres ? 't.rank' : 'record_text.rowid';

  const probes = [
    statement(
      (sql, query) =>
        `select r.* ${matching(query)} and ${ofCaller(sql)} order by ${importance} desc limit ${PAGE}`,
    ),
  ];
  if (isPostgres) {
    // Rare words come faster from the index of words than along the index of importance
    probes.push(
      statement(
        (sql, query) =>
          `with hits as materialized (select record_id, rank from record_text where tsv @@ to_tsquery('simple', ${query}) order by rank desc limit ${CANDIDATES})
           select r.* from hits join records r on r.id = hits.record_id where ${ofCaller(sql)} order by hits.rank desc limit ${PAGE}`,
      ),
    );
  }
  return {
    probe: await fastest(probes),
    naive: statement(
      (sql, query) =>
        `select r.number, ${score(query)} as score ${matching(query)} and ${ofCaller(sql)} order by score desc, r.id desc limit ${PAGE}`,
    ),
    isRankedWhole: async () => {
      const rows = await statement(
        (_, query) => `select 1 ${matching(query)} limit ${CANDIDATES + 1}`,
      )();
      return rows.length <= CANDIDATES;
    },
    scoresOf: numbers =>
      statement(
        (sql, query) =>
          `select r.number, ${score(query)} as score ${matching(query)} and r.number in (${sql.list(numbers)})`,
      )(),
  };
}

async function fastest(
  ways: readonly (() => Promise<Row[]>)[],
): Promise<() => Promise<Row[]>> {
  let best = { way: ways[0], ms: Infinity };
  for (const way of ways) {
    await way();
    const start = performance.now();
    for (let i = 0; i < 3; i += 1) await way();
    const ms = performance.now() - start;
    if (ms < best.ms) best = { way, ms };
  }
  return best.way;
}
