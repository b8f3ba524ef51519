import type { Results } from '../results/Results';
import type { Chart, Scenario } from '../scenarios/Scenario';
import { cellsOf, ENGINES } from './cells';
import { ENGINE_NAMES } from './format';
import { lineChart, type Line } from './lineChart';

/** A picture of the page. */
export interface Picture {
  file: string;
  title: string;
  svg: string;
}

/** One picture for each chart and engine that was measured on at least two databases. */
export function pictures(results: Results, scenario: Scenario): Picture[] {
  return (scenario.charts ?? []).flatMap(chart =>
    ENGINES.flatMap(engine => {
      const lines = linesOf(results, scenario, chart, engine);
      if (lines.length === 0) return [];
      const title = `${chart.title} (${ENGINE_NAMES[engine]})`;
      return [
        {
          file: `${chart.id}-${engine}.svg`,
          title,
          svg: lineChart(title, lines),
        },
      ];
    }),
  );
}

function linesOf(
  results: Results,
  scenario: Scenario,
  chart: Chart,
  engine: string,
): Line[] {
  const cells = cellsOf(results, scenario).filter(
    cell => cell.engine === engine && cell.sizes.length === 1,
  );
  return chart.lines
    .map(({ timing, label }) => ({
      label,
      points: cells.flatMap(cell =>
        cell.timings[timing]
          ? [{ x: cell.sizes[0], y: cell.timings[timing].p50 }]
          : [],
      ),
    }))
    .filter(line => line.points.length > 1);
}
