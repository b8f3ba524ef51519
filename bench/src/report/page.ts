import type { Environment, Results } from '../results/Results';
import { isMet, type Scenario } from '../scenarios/Scenario';
import { goalResults } from './cells';
import { pictures } from './charts';
import { paragraph, table } from './format';
import {
  conditionsTable,
  figureTable,
  goalTable,
  missedList,
  noteList,
} from './tables';
import { INTRODUCTION, WEIGHT } from './texts';

/** Where the pictures are, from the page. */
export const PICTURES = 'images/performance';

function machineTable(environments: readonly Environment[]): string {
  return table(
    [
      'CPU',
      'Cores',
      'Memory',
      'System',
      'Node.js',
      'Backstage',
      'Database',
      'Settings',
    ],
    environments.map(e => [
      e.cpu,
      String(e.cores),
      `${e.memoryGib} GiB`,
      e.os,
      e.node,
      e.backstage,
      e.database,
      Object.entries(e.settings)
        .map(([name, value]) => `${name} ${value}`)
        .join(', '),
    ]),
  );
}

function section(results: Results, scenario: Scenario): string {
  return [
    `## ${scenario.title}`,
    paragraph(scenario.about),
    goalTable(results, scenario),
    missedList(results, scenario),
    noteList(results, scenario),
    ...pictures(results, scenario).map(
      ({ title, file }) => `![${title}](${PICTURES}/${file})`,
    ),
    figureTable(results, scenario),
  ]
    .filter(Boolean)
    .join('\n\n');
}

/** docs/performance.md: nothing in it is typed by hand but words. */
export function renderPage(
  results: Results,
  scenarios: readonly Scenario[],
): string {
  const measured = scenarios.filter(scenario =>
    results.cells.some(cell => cell.scenario === scenario.id),
  );
  const goals = measured
    .flatMap(scenario => goalResults(results, scenario))
    .filter(({ goal }) => goal.bound);
  const met = goals.filter(({ goal, interval }) => isMet(goal, interval));
  const quick = results.cells.some(cell => cell.quick)
    ? 'Some of it comes from quick runs, with fewer samples and fewer records: see the end of the page.'
    : '';
  return [
    '# Performance',
    INTRODUCTION,
    '## The machine',
    machineTable(Object.values(results.environments)),
    '## Summary',
    paragraph(
      `${met.length} of ${goals.length} results meet their goal; each that does not has its reason below its table. ${quick}`,
    ),
    ...measured.map(scenario => section(results, scenario)),
    '## Weight in the browser',
    WEIGHT,
    '## Conditions',
    conditionsTable(results),
    '',
  ].join('\n\n');
}
