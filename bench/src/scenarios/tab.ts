import { recordPage, readable } from '../sql/recordPage';
import { SqlText } from '../sql/SqlText';
import { withLoader } from '../load/startLoader';
import { PROBE } from '../probe/probe';
import type { Stage } from '../stage/Stage';
import { measureBlocks, type Contender } from '../statistics/measureBlocks';
import type { Timing } from '../statistics/Timing';
import { blocks, ratio } from './figures';
import { api, get, hello, HELLO, named, PERMITTED, permitted } from './floor';
import { requireSamePage } from './sameAnswer';
import { planOf, type Bench, type Goal, type Scenario } from './Scenario';
import { measureThroughput } from './throughput';

/** How many incidents the entity has, and how tables call that. */
const CASES = {
  one: 'an entity with 1 incident',
  thousand: 'an entity with 1,000',
  hundredThousand: 'an entity with 100,000',
} as const;
type Case = keyof typeof CASES;

/** What the tab asks for: see useListState. */
const tabPath = (entity: string) =>
  api('incidents', { state: 'open', entity, limit: 20, count: true });

const CATALOG = '/api/catalog/entities/by-query';
const catalogPage = (more = '') =>
  `${CATALOG}?limit=20&orderField=metadata.name,asc&filter=kind=component${more}`;

/** The same answer from one statement over the index of links. */
function tabSql(stage: Stage, entity: string) {
  const sql = new SqlText(stage.engine);
  const from = `from links l where l.ref = ${sql.value(entity)} and l.role = 'affected' and l.kind = 'incident' and l.is_open = 1 and ${readable(
    sql,
    stage.refs,
    { id: 'l.record_id', restricted: 'l.restricted' },
  )} order by l.record_id desc`;
  const statement = stage.sql.prepare(
    recordPage(
      sql,
      `select l.record_id as id ${from}`,
      'r.id desc',
      `select l.record_id ${from}`,
    ),
  );
  return () => statement(...sql.parameters);
}

async function contendersOf(
  stage: Stage,
  entity: string,
): Promise<Contender[]> {
  const sql = tabSql(stage, entity);
  const path = tabPath(entity);
  requireSamePage(path, await stage.http.json(path), await sql());
  return [
    get(stage, 'ours', path),
    permitted(stage),
    { name: 'sql', once: sql },
  ];
}

const perCase = (make: (name: Case) => Goal): Goal[] =>
  (Object.keys(CASES) as Case[]).map(make);

export const tab: Scenario = {
  id: 'tab',
  title: "An entity's Incidents tab",
  about: `The one request that the tab makes: 20 rows and the capped count of open incidents. Beside it, in the same blocks, a route
    that authenticates and asks the policy once, the same answer from one prepared statement, and the catalog's own page of 20
    components.`,
  goals: [
    ...perCase(name => ({
      id: 'tab.floor',
      text: `Time : policy route + SQL, ${CASES[name]}`,
      unit: '×',
      bound: { atMost: 1.25 },
      result: ratio(`${name}.ours`, [`${name}.${PERMITTED}`, `${name}.sql`]),
    })),
    {
      id: 'tab.catalog',
      text: "The catalog's page with its total : the tab",
      unit: '×',
      bound: { atLeast: 5 },
      result: ratio('catalog.withTotal', 'catalog.ours'),
    },
    {
      id: 'tab.catalogRows',
      text: "The catalog's page without total : the tab",
      unit: '×',
      result: ratio('catalog.rows', 'catalog.ours'),
    },
    {
      id: 'tab.throughput',
      text: 'Throughput : that of a route that only authenticates',
      unit: '×',
      bound: { atLeast: 0.7 },
      result: ratio('throughput.ours', `throughput.${HELLO}`),
    },
    {
      id: 'tab.throughputPermitted',
      text: 'Throughput : that of the policy route',
      unit: '×',
      result: ratio('throughput.ours', `throughput.${PERMITTED}`),
    },
    {
      id: 'tab.perSecond',
      text: 'Throughput, 8 connections',
      unit: '/s',
      result: blocks('throughput.ours'),
    },
    {
      id: 'tab.growth',
      text: 'Time on the largest database : on the smallest, 20 rows each',
      unit: '×',
      bound: { atMost: 1.1 },
      result: ratio('large.ours', 'small.ours'),
    },
    {
      id: 'tab.busy',
      text: 'Time for an entity with 100,000 incidents : with 1',
      unit: '×',
      bound: { atMost: 1.3 },
      result: ratio('busy.hundredThousand', 'busy.one'),
    },
  ],
  labels: {
    ...Object.fromEntries(
      (Object.keys(CASES) as Case[]).flatMap(name => [
        [`${name}.ours`, `The tab, ${CASES[name]}`],
        [`${name}.sql`, `SQL, ${CASES[name]}`],
      ]),
    ),
    'thousand.hello': 'A route that only authenticates',
    'thousand.permitted': 'The policy route',
    'catalog.withTotal': "The catalog's page with its total",
    'catalog.rows': "The catalog's page without total",
  },
  charts: [
    {
      id: 'tab',
      title: 'Incidents tab, entity with 1,000 incidents: p50 in ms',
      lines: [
        { timing: 'thousand.ours', label: 'The tab' },
        { timing: 'thousand.permitted', label: 'Policy route' },
        { timing: 'thousand.sql', label: 'SQL' },
        { timing: 'catalog.withTotal', label: 'Catalog with total' },
      ],
    },
  ],

  async measure(bench, stage) {
    const { entities } = stage.filled;
    const timings: Record<string, Timing> = {};
    for (const name of Object.keys(CASES) as Case[]) {
      const entity = entities[name];
      if (!entity) continue;
      const contenders = await contendersOf(stage, entity);
      if (name === 'thousand') contenders.push(hello(stage));
      const plan = planOf(
        bench,
        { full: 10, quick: 4 },
        { full: 20, quick: 3 },
      );
      Object.assign(
        timings,
        named(name, await measureBlocks(contenders, plan)),
      );
    }
    Object.assign(timings, named('catalog', await beside(bench, stage)));
    if (entities.hundredThousand) {
      Object.assign(timings, named('busy', await busy(bench, stage)));
    }
    const numbers = bench.largest
      ? named('throughput', await throughput(bench, stage))
      : {};
    return { timings, numbers };
  },

  async compare(bench, small, large) {
    const path = (stage: Stage) => tabPath(stage.filled.entities.thousand);
    return {
      timings: await measureBlocks(
        [
          get(small, 'small.ours', path(small)),
          get(large, 'large.ours', path(large)),
        ],
        planOf(bench, { full: 20, quick: 6 }, { full: 20, quick: 3 }),
      ),
      numbers: {},
    };
  },
};

/** The catalog's own page beside the tab. */
function beside(bench: Bench, stage: Stage) {
  return measureBlocks(
    [
      get(stage, 'ours', tabPath(stage.filled.entities.thousand)),
      get(stage, 'rows', catalogPage('&totalItems=exclude')),
      get(stage, 'withTotal', catalogPage()),
    ],
    planOf(bench, { full: 4, quick: 1 }, { full: 60, quick: 8 }),
  );
}

/** Entities with one and with very many incidents. */
function busy(bench: Bench, stage: Stage) {
  const { one, hundredThousand } = stage.filled.entities;
  return measureBlocks(
    [
      get(stage, 'hundredThousand', tabPath(hundredThousand!)),
      get(stage, 'one', tabPath(one)),
    ],
    planOf(bench, { full: 20, quick: 6 }, { full: 20, quick: 3 }),
  );
}

function throughput(bench: Bench, stage: Stage) {
  return withLoader(bench, loader =>
    measureThroughput(bench, stage, loader, {
      ours: tabPath(stage.filled.entities.thousand),
      [HELLO]: `${PROBE}/hello`,
      [PERMITTED]: `${PROBE}/permitted`,
    }),
  );
}
