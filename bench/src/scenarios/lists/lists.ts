import { named, api, get, permitted } from '../floor';
import { blocks, exactly, ratio } from '../figures';
import { requireSamePage } from '../sameAnswer';
import { planOf, type Bench, type Scenario } from '../Scenario';
import type { Stage } from '../../stage/Stage';
import type { Measured } from '../../results/Results';
import { measureBlocks } from '../../statistics/measureBlocks';
import { median, percentile } from '../../statistics/percentile';
import { rounded } from '../../statistics/Timing';
import { combinations, readVocabulary } from './combinations';
import { depthContenders } from './depth';
import { fastestSql, type HandWritten } from './handWritten';

/** As many as a full run measures. */
export const COMBINATIONS = 300;
/** On databases that are not the largest, and in a quick run. */
const FEW = 45;
/** In a block, the policy route is asked once in so many lists. */
const PERMITTED_EVERY = 10;
const WORST_TOLD = 5;

interface Case {
  path: string;
  sql: HandWritten;
  /** Times in ms, block by block. */
  ours: number[];
  theirs: number[];
}

async function casesOf(bench: Bench, stage: Stage): Promise<Case[]> {
  const { entities } = stage.filled;
  const vocabulary = await readVocabulary(stage.sql, [
    entities.one,
    entities.thousand,
    entities.hundredThousand,
  ]);
  const cases: Case[] = [];
  for (const combination of combinations(
    bench.seed,
    vocabulary,
    bench.largest
      ? bench.scaled({ full: COMBINATIONS, quick: FEW, smoke: FEW })
      : FEW,
  )) {
    const path = api(combination.path, combination.query);
    const page = await stage.http.json(path);
    const sql = await fastestSql(stage, combination, (variant, rows) =>
      requireSamePage(`${path} (${variant})`, page, rows),
    );
    cases.push({ path, sql, ours: [], theirs: [] });
  }
  return cases;
}

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const start = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - start) / 1e6;
};

/** One sample of each list a block, ours first in every other block (AB, BA, AB …). */
async function measureCases(bench: Bench, stage: Stage, cases: Case[]) {
  const floor = permitted(stage);
  const permittedBlocks: number[] = [];
  for (let block = 0; block < bench.blocks; block += 1) {
    const asked: number[] = [];
    for (const [index, one] of cases.entries()) {
      if (index % PERMITTED_EVERY === 0) {
        asked.push(await timed(() => floor.once(index)));
      }
      const ours = async () =>
        one.ours.push(await timed(() => stage.http.get(one.path)));
      const theirs = async () => one.theirs.push(await timed(one.sql.run));
      for (const turn of block % 2 === 0 ? [ours, theirs] : [theirs, ours]) {
        await turn();
      }
    }
    permittedBlocks.push(median(asked));
  }
  return permittedBlocks;
}

/** How much longer than its floor each list takes, in each block. */
function summarize(cases: readonly Case[], floor: readonly number[]): Measured {
  const ratios = cases.map(({ ours, theirs }) =>
    ours.map((time, block) => time / (theirs[block] + floor[block])),
  );
  const medians = ratios.map(median);
  const order = medians
    .map((_, index) => index)
    .sort((a, b) => medians[b] - medians[a]);
  const ofBlocks = (values: (block: number) => number) =>
    floor.map((_, block) => rounded(values(block)));
  return {
    timings: {},
    numbers: {
      combinations: cases.length,
      medianRatio: ofBlocks(block => median(ratios.map(r => r[block]))),
      worstRatio: ratios[order[0]].map(rounded),
      p95Ratio: rounded(percentile(medians, 0.95)),
      oursMs: ofBlocks(block => median(cases.map(c => c.ours[block]))),
      sqlMs: ofBlocks(block => median(cases.map(c => c.theirs[block]))),
      permittedMs: floor.map(rounded),
    },
    notes: order.slice(0, WORST_TOLD).map(index => {
      const { path, sql, ours, theirs } = cases[index];
      return `${rounded(medians[index])} ×: \`${decodeURIComponent(path)}\`, ${rounded(median(ours))} ms beside ${rounded(median(theirs))} ms of SQL (${sql.variant})`;
    }),
  };
}

export const lists: Scenario = {
  id: 'lists',
  title: 'Lists, filtered and sorted',
  about: `Lists with filters and orders that are drawn from a seed, some of them counted. Beside each the fastest of up to five
    statements that somebody might write by hand for just this combination, and the policy route. Deep pages are reached by a cursor;
    the naive way to them is an OFFSET.`,
  goals: [
    {
      id: 'lists.median',
      text: 'Median of all combinations, time : policy route + best SQL',
      unit: '×',
      bound: { atMost: 1.3 },
      result: blocks('medianRatio'),
    },
    {
      id: 'lists.worst',
      text: 'Worst combination, time : policy route + best SQL',
      unit: '×',
      bound: { atMost: 5 },
      result: blocks('worstRatio'),
    },
    {
      id: 'lists.p95',
      text: '95 % of the combinations are below',
      unit: '×',
      result: exactly('p95Ratio'),
    },
    {
      id: 'lists.depth',
      text: 'The deepest page : the first, newest first',
      unit: '×',
      bound: { atMost: 1.15 },
      result: ratio('depth.created.deep', 'depth.created.first'),
    },
    {
      id: 'lists.depthUpdated',
      text: 'The deepest page : the first, last updated first',
      unit: '×',
      bound: { atMost: 1.15 },
      result: ratio('depth.updated.deep', 'depth.updated.first'),
    },
    {
      id: 'lists.offset',
      text: 'The deepest page by OFFSET : by a cursor, SQL alone',
      unit: '×',
      result: ratio('depth.offset', 'depth.keyset'),
    },
  ],
  labels: {
    combinations: 'Combinations',
    'depth.pages': 'The deepest page is number',
    'depth.created.first': 'First page',
    'depth.created.deep': 'Deepest page, by a cursor',
    'depth.keyset': 'Deepest page, by a cursor, SQL alone',
    'depth.offset': 'Deepest page, by OFFSET, SQL alone',
    'depth.permitted': 'The policy route',
  },
  charts: [
    {
      id: 'depth',
      title: 'First page and deepest page: p50 in ms',
      lines: [
        { timing: 'depth.created.first', label: 'First' },
        { timing: 'depth.created.deep', label: 'Deep, cursor' },
        { timing: 'depth.offset', label: 'Deep, OFFSET' },
      ],
    },
  ],

  async measure(bench, stage) {
    const cases = await casesOf(bench, stage);
    bench.log(`${cases.length} combinations`);
    const result = summarize(cases, await measureCases(bench, stage, cases));
    const depth = await depthContenders(stage);
    const timings = await measureBlocks(
      [
        permitted(stage),
        ...depth.paths.map(({ name, path }) => get(stage, name, path)),
        ...depth.sql,
      ],
      planOf(bench, { full: 4, quick: 2 }, { full: 40, quick: 4 }),
    );
    return {
      ...result,
      timings: named('depth', timings),
      numbers: { ...result.numbers, 'depth.pages': depth.pages },
    };
  },
};
