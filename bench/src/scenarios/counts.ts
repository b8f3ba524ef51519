import { readable, recordPage } from '../sql/recordPage';
import { SqlText } from '../sql/SqlText';
import type { Stage } from '../stage/Stage';
import { measureBlocks } from '../statistics/measureBlocks';
import { ratio } from './figures';
import { api, get, permitted, PERMITTED } from './floor';
import { requireSamePage } from './sameAnswer';
import { planOf, type Scenario } from './Scenario';

const PATH = api('incidents', { state: 'all', limit: 20, count: true });

/** The newest incidents, counted exactly or up to the cap. */
function pageWithTotal(stage: Stage, isCapped: boolean) {
  const sql = new SqlText(stage.engine);
  const from = `from records r where r.kind = 'incident' and ${readable(
    sql,
    stage.refs,
    { id: 'r.id', restricted: 'r.restricted' },
  )}`;
  const ids = `select r.id as id ${from} order by r.id desc`;
  const page = recordPage(sql, ids, 'r.id desc', isCapped ? ids : undefined);
  const text = isCapped
    ? page
    : `select p.*, (select count(*) ${from}) as total from (${page}) p`;
  const statement = stage.sql.prepare(text);
  return () => statement(...sql.parameters);
}

export const counts: Scenario = {
  id: 'counts',
  title: 'Counting a broad list',
  about: `All incidents that the caller may read, newest first. Counts end at 1,000 ("1000+"), so that they cost the same whatever there is.
    The naive way counts all.`,
  goals: [
    {
      id: 'counts.floor',
      text: 'Time : policy route + SQL that counts to the cap',
      unit: '×',
      bound: { atMost: 1.3 },
      result: ratio('ours', [PERMITTED, 'capped']),
    },
    {
      id: 'counts.naive',
      text: 'SQL that counts all : the whole request',
      unit: '×',
      result: ratio('exact', 'ours'),
    },
    {
      id: 'counts.growth',
      text: 'Time on the largest database : on the smallest',
      unit: '×',
      bound: { atMost: 1.1 },
      result: ratio('large.ours', 'small.ours'),
    },
  ],
  labels: {
    ours: 'List with a capped count',
    permitted: 'The policy route',
    capped: 'SQL that counts to the cap',
    exact: 'SQL that counts all',
  },
  charts: [
    {
      id: 'counts',
      title: 'All incidents, counted: p50 in ms',
      lines: [
        { timing: 'ours', label: 'The list' },
        { timing: 'capped', label: 'SQL, capped' },
        { timing: 'exact', label: 'SQL, exact' },
      ],
    },
  ],

  async measure(bench, stage) {
    const page = await stage.http.json(PATH);
    const capped = pageWithTotal(stage, true);
    const exact = pageWithTotal(stage, false);
    requireSamePage(`${PATH} (capped)`, page, await capped());
    requireSamePage(`${PATH} (exact)`, page, await exact());
    return {
      timings: await measureBlocks(
        [
          get(stage, 'ours', PATH),
          permitted(stage),
          { name: 'capped', once: capped },
          { name: 'exact', once: exact },
        ],
        planOf(bench, { full: 10, quick: 3 }, { full: 120, quick: 4 }),
      ),
      numbers: {},
    };
  },

  async compare(bench, small, large) {
    return {
      timings: await measureBlocks(
        [get(small, 'small.ours', PATH), get(large, 'large.ours', PATH)],
        planOf(bench, { full: 10, quick: 3 }, { full: 60, quick: 3 }),
      ),
      numbers: {},
    };
  },
};
