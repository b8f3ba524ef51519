import { digits } from './format';

export interface Line {
  label: string;
  points: { x: number; y: number }[];
}

const WIDTH = 680;
const HEIGHT = 340;
const PLOT = { left: 64, right: 500, top: 44, bottom: 292 };
/** Each reads on white and on black. */
const COLOURS = ['#2f7de1', '#e0731d', '#2a9d63', '#a35bd6', '#c9487b'];
const GREY = '#7d8590';
const FONT =
  'font-family="system-ui, -apple-system, Segoe UI, sans-serif" font-size="13"';

const escape = (text: string) =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

const text = (
  x: number,
  y: number,
  content: string,
  { anchor = 'start', fill = GREY, weight = 400 } = {},
) =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}" fill="${fill}" font-weight="${weight}">${escape(content)}</text>`;

interface Scale {
  at(value: number): number;
  ticks: number[];
}

/** Lines that differ by more than this would all but one lie on the ground. */
const LOG_FROM = 15;

function verticalScale(values: readonly number[]): Scale {
  const [min, max] = [Math.min(...values), Math.max(...values)];
  const height = PLOT.bottom - PLOT.top;
  if (max / min > LOG_FROM) {
    const low = Math.floor(Math.log10(min));
    const high = Math.ceil(Math.log10(max));
    return {
      ticks: Array.from({ length: high - low + 1 }, (_, i) => 10 ** (low + i)),
      at: value =>
        PLOT.bottom - ((Math.log10(value) - low) / (high - low)) * height,
    };
  }
  const magnitude = 10 ** Math.floor(Math.log10(max));
  const step =
    [0.2, 0.5, 1, 2].map(s => s * magnitude).find(s => max / s <= 6) ??
    magnitude;
  const top = Math.ceil(max / step) * step;
  return {
    ticks: Array.from(
      { length: Math.round(top / step) + 1 },
      (_, i) => i * step,
    ),
    at: value => PLOT.bottom - (value / top) * height,
  };
}

function horizontalScale(values: readonly number[]): Scale {
  const ticks = [...new Set(values)].sort((a, b) => a - b);
  const [low, high] = [ticks[0], ticks[ticks.length - 1]].map(Math.log10);
  const width = PLOT.right - PLOT.left - 40;
  return {
    ticks,
    at: value =>
      PLOT.left + 20 + ((Math.log10(value) - low) / (high - low || 1)) * width,
  };
}

/** Names beside the ends of lines, moved apart where they would lie on each other. */
function labelPositions(ends: readonly number[]): number[] {
  const order = ends.map((_, i) => i).sort((a, b) => ends[a] - ends[b]);
  const placed = [...ends];
  let last = -Infinity;
  for (const i of order) {
    placed[i] = Math.max(ends[i], last + 17);
    last = placed[i];
  }
  return placed;
}

/** Lines over the number of records, as SVG. */
export function lineChart(title: string, lines: readonly Line[]): string {
  const points = lines.flatMap(line => line.points);
  const x = horizontalScale(points.map(p => p.x));
  const y = verticalScale(points.map(p => p.y));
  const grid = y.ticks.flatMap(tick => [
    `<line x1="${PLOT.left}" x2="${PLOT.right}" y1="${y.at(tick).toFixed(1)}" y2="${y.at(tick).toFixed(1)}" stroke="${GREY}" stroke-opacity="0.3"/>`,
    text(PLOT.left - 8, y.at(tick) + 4, digits(tick), { anchor: 'end' }),
  ]);
  const ground = x.ticks.map(tick =>
    text(x.at(tick), PLOT.bottom + 22, tick.toLocaleString('en-US'), {
      anchor: 'middle',
    }),
  );
  const labels = labelPositions(
    lines.map(line => y.at(line.points[line.points.length - 1].y)),
  );
  const drawn = lines.map((line, index) => {
    const colour = COLOURS[index % COLOURS.length];
    const path = line.points
      .map(p => `${x.at(p.x).toFixed(1)},${y.at(p.y).toFixed(1)}`)
      .join(' ');
    const dots = line.points.map(
      p =>
        `<circle cx="${x.at(p.x).toFixed(1)}" cy="${y.at(p.y).toFixed(1)}" r="3.5" fill="${colour}"/>`,
    );
    const last = line.points[line.points.length - 1];
    return [
      `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="2"/>`,
      ...dots,
      text(
        PLOT.right + 8,
        labels[index] + 4,
        `${line.label} ${digits(last.y)}`,
        { fill: colour, weight: 600 },
      ),
    ].join('');
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" ${FONT}>`,
    `<title>${escape(title)}</title>`,
    text(PLOT.left - 40, 22, title, { weight: 600 }),
    ...grid,
    ...ground,
    text((PLOT.left + PLOT.right) / 2, HEIGHT - 8, 'records', {
      anchor: 'middle',
    }),
    ...drawn,
    '</svg>',
    '',
  ].join('\n');
}
