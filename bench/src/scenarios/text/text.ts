import type { Stage } from '../../stage/Stage';
import { measureBlocks } from '../../statistics/measureBlocks';
import { exactly, ratio } from '../figures';
import { api, get, named, PERMITTED, permitted } from '../floor';
import { planOf, type Goal, type Scenario } from '../Scenario';
import { recall } from './recall';
import { textSql, type Search } from './textSql';

const CASES = {
  rare: 'a word in ten records',
  common: 'a word in 40 % of them',
  three: 'three words, together in 0.2 %',
} as const;
type Case = keyof typeof CASES;
const NAMES = Object.keys(CASES) as Case[];

const searchPath = ({ words, state }: Search) =>
  api('incidents', { q: words, state, limit: 20 });

/** @throws Error when the statements find other records than the engine, which ranks some of them or all */
async function recallOf(stage: Stage, search: Search): Promise<number> {
  const sql = await textSql(stage, search);
  const best = await sql.naive();
  const { items } = await stage.http.json(searchPath(search));
  const numbers = items.map((item: any) => item.number);
  const found = numbers.length > 0 ? await sql.scoresOf(numbers) : [];
  const share = recall(best as any, found as any);
  const probed = await sql.probe();
  const isWhole = await sql.isRankedWhole();
  const areSame =
    found.length === items.length &&
    (!isWhole ||
      (share === 1 &&
        best.length === items.length &&
        probed.length === items.length));
  if (!areSame) {
    throw new Error(
      `The statements for ${searchPath(search)} answer otherwise: ${best.map(row => row.number)} (ranked) and ${probed.map(row => row.number)} (probed) instead of ${numbers}`,
    );
  }
  return share;
}

const perCase = (make: (name: Case) => Goal): Goal[] => NAMES.map(make);

export const text: Scenario = {
  id: 'text',
  title: 'Full text',
  about: `Search in incidents, open or not. Beside it the index alone, which fetches twenty of the most important matches and ranks none,
    and the naive way, which ranks every match. Ranking is what makes full text slow, so ITSM ranks the thousand most important
    matches; recall says how many of the twenty best of an exhaustive ranking are in its answer.`,
  goals: [
    ...perCase(name => ({
      id: 'text.probe',
      text: `Time : policy route + index probe, ${CASES[name]}`,
      unit: '×',
      bound: { atMost: 3 },
      result: ratio(`${name}.ours`, [`${name}.${PERMITTED}`, `${name}.probe`]),
    })),
    {
      id: 'text.naive',
      text: `Ranking every match by SQL : the whole request, ${CASES.common}`,
      unit: '×',
      bound: { atLeast: 100 },
      result: ratio('naive.common', 'naive.ours'),
    },
    ...perCase(name => ({
      id: 'text.recall',
      text: `Recall of the best twenty, ${CASES[name]}`,
      unit: '',
      bound: { atLeast: 0.95 },
      result: exactly(`recall.${name}`),
    })),
    {
      id: 'text.recallClosed',
      text: `Recall among closed ones, ${CASES.common}`,
      unit: '',
      bound: { atLeast: 0.95 },
      result: exactly('recall.closed'),
    },
    {
      id: 'text.growth',
      text: `Time on the largest database : on the smallest, ${CASES.common}`,
      unit: '×',
      bound: { atMost: 1.3 },
      result: ratio('large.ours', 'small.ours'),
    },
  ],
  labels: {
    ...Object.fromEntries(
      NAMES.flatMap(name => [
        [`${name}.ours`, `Search, ${CASES[name]}`],
        [`${name}.probe`, `Index probe, ${CASES[name]}`],
      ]),
    ),
    'naive.common': `Ranking every match, ${CASES.common}`,
    'common.permitted': 'The policy route',
  },
  charts: [
    {
      id: 'text',
      title: 'Search for a word in 40 % of the records: p50 in ms',
      lines: [
        { timing: 'common.ours', label: 'Search' },
        { timing: 'common.probe', label: 'Index probe' },
        { timing: 'naive.common', label: 'Ranking all' },
      ],
    },
  ],

  async measure(bench, stage) {
    const { words } = stage.filled;
    const timings = {};
    const recalls: Record<string, number> = {};
    for (const name of NAMES) {
      const search: Search = { words: words[name], state: 'all' };
      const { probe } = await textSql(stage, search);
      const measured = await measureBlocks(
        [
          get(stage, 'ours', searchPath(search)),
          permitted(stage),
          { name: 'probe', once: probe },
        ],
        planOf(bench, { full: 10, quick: 3 }, { full: 30, quick: 3 }),
      );
      Object.assign(timings, named(name, measured));
      recalls[name] = await recallOf(stage, search);
    }
    const common: Search = { words: words.common, state: 'all' };
    const { naive } = await textSql(stage, common);
    const againstNaive = await measureBlocks(
      [get(stage, 'ours', searchPath(common)), { name: 'common', once: naive }],
      planOf(bench, { full: 2, quick: 1 }, { full: 40, quick: 4 }),
    );
    recalls.closed = await recallOf(stage, { ...common, state: 'closed' });
    return {
      timings: { ...timings, ...named('naive', againstNaive) },
      numbers: named('recall', recalls),
    };
  },

  async compare(bench, small, large) {
    const path = ({ filled }: Stage) =>
      searchPath({ words: filled.words.common, state: 'all' });
    return {
      timings: await measureBlocks(
        [
          get(small, 'small.ours', path(small)),
          get(large, 'large.ours', path(large)),
        ],
        planOf(bench, { full: 10, quick: 3 }, { full: 30, quick: 3 }),
      ),
      numbers: {},
    };
  },
};
