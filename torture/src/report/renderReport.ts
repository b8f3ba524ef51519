import { readFileSync } from 'node:fs';
import type { Engine } from 'itsm-harness';
import { cellOf, type Cell, type Results } from '../results/Results';
import { seedsOf } from '../summary';
import type { TortureTest } from '../TortureTest';

const NAMES: Record<Engine, string> = {
  postgres: 'PostgreSQL',
  sqlite: 'SQLite',
};
const ENGINES = Object.keys(NAMES) as Engine[];

const written = (file: string) => readFileSync(file, 'utf8').trim();
const count = (n: number) => n.toLocaleString('en');
/** A table's cell: no line break, and no bar that would end it. */
const inCell = (text: string) =>
  text.replace(/\s+/g, ' ').replace(/\|/g, '\\|').trim();

function table(head: string[], rows: string[][]): string {
  return [head, head.map(() => '---'), ...rows]
    .map(row => `| ${row.map(inCell).join(' | ')} |`)
    .join('\n');
}

/** docs/reliability.md: what was promised, tried, broken on purpose and found. */
export function renderReport(
  results: Results,
  tests: readonly TortureTest[],
): string {
  return [
    written(require.resolve('./intro.md')),
    '## Promises and doses',
    doses(results, tests),
    ...violations(results),
    '## What each test promises',
    tests
      .map(test => `- **${test.id} ${test.title}.** ${inCell(test.promise)}`)
      .join('\n'),
    '## Mistakes made on purpose',
    'Each is made in the sources while they are loaded; nothing on disk changes. The test in the first column must notice.',
    mutants(results, tests),
    ...headToHead(results),
    written(require.resolve('./found.md')),
  ].join('\n\n');
}

function doses(results: Results, tests: readonly TortureTest[]): string {
  const dose = (test: TortureTest, engine: Engine) => {
    if (!test.engines.includes(engine)) return '';
    const cell = cellOf(results, test, engine);
    const missing = Math.max(0, test.fullDose - cell.units);
    return `${count(cell.units)} of ${count(test.fullDose)} ${test.unit}, seeds ${seedsOf(cell)}${
      missing ? `, ${count(missing)} missing` : ', full dose'
    }`;
  };
  const broken = ({ id }: TortureTest) =>
    results.cells
      .filter(cell => cell.test === id)
      .reduce((sum, cell) => sum + cell.violations.length, 0);
  return table(
    ['Test', ...ENGINES.map(engine => NAMES[engine]), 'Broken'],
    tests.map(test => [
      `${test.id} ${test.title}`,
      ...ENGINES.map(engine => dose(test, engine)),
      String(broken(test)),
    ]),
  );
}

function violations({ cells }: Results): string[] {
  const lines = cells.flatMap(({ test, engine, violations: found }: Cell) =>
    found.map(
      ({ seed, text }) =>
        `- ${test} ${NAMES[engine]}, seed ${seed}: ${inCell(text).slice(0, 300)}`,
    ),
  );
  return lines.length > 0
    ? [
        'Not explained yet, and kept until their seed runs without them:',
        lines.join('\n'),
      ]
    : [];
}

function mutants(
  { mutants: tried }: Results,
  tests: readonly TortureTest[],
): string {
  const declared = tests.flatMap(test =>
    (test.mutants ?? []).map(({ name }) => ({ test: test.id, name })),
  );
  return table(
    ['Test', 'Mistake', 'Engine', 'Noticed', 'What the test said'],
    declared.map(({ test, name }) => {
      const result = tried.find(r => r.test === test && r.name === name);
      if (!result) return [test, name, '', 'not tried', ''];
      const { engine, caught, sentence } = result;
      return [
        test,
        name,
        NAMES[engine],
        caught ? 'yes' : '**no**',
        `${sentence.slice(0, 160).replace(/[<>`*_[\]]/g, ' ')}`,
      ];
    }),
  );
}

/** The same kill under Backstage's events route and under the inbox. */
function headToHead({ cells }: Results): string[] {
  const tried = cells.filter(cell => cell.test === 'R4b');
  if (tried.length === 0) return [];
  const names = [...new Set(tried.flatMap(cell => Object.keys(cell.facts)))];
  return [
    "## Backstage's events route beside the inbox",
    `The same webhooks at the same moment, and \`kill -9\`. Backstage's \`POST /api/events/http/{topic}\` hands an event to who listens
now; the inbox stores a delivery before it answers.`,
    table(
      ['', ...tried.map(cell => NAMES[cell.engine])],
      [
        ['kills', ...tried.map(cell => count(cell.units))],
        ...names.map(name => [
          name,
          ...tried.map(cell => count(cell.facts[name] ?? 0)),
        ]),
      ],
    ),
  ];
}
