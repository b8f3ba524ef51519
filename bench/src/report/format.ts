import type { Engine } from 'itsm-harness';
import type { Goal } from '../scenarios/Scenario';
import type { Interval } from '../statistics/interval';

export const ENGINE_NAMES: Record<Engine, string> = {
  postgres: 'PostgreSQL',
  sqlite: 'SQLite',
};

/** Three digits, with separators between thousands. */
export function digits(value: number): string {
  return value.toLocaleString('en-US', { maximumSignificantDigits: 3 });
}

export const count = (value: number) => value.toLocaleString('en-US');

const withUnit = (text: string, unit: Goal['unit']) =>
  unit === '' ? text : `${text} ${unit}`;

/** `1.18 × [1.15, 1.22]`. */
export function intervalText(
  { value, low, high }: Interval,
  unit: Goal['unit'],
): string {
  const range =
    low === high && low === value ? '' : ` [${digits(low)}, ${digits(high)}]`;
  return `${withUnit(digits(value), unit)}${range}`;
}

/** `≤ 1.25 ×`. */
export function boundText({ bound, unit }: Goal): string {
  if (!bound) return 'none';
  return 'atMost' in bound
    ? withUnit(`≤ ${digits(bound.atMost)}`, unit)
    : withUnit(`≥ ${digits(bound.atLeast)}`, unit);
}

/** How far a result is from what was promised: `20 % too high`. */
export function distanceText({ bound }: Goal, { low, high }: Interval): string {
  if (!bound) return '';
  const [got, wanted, word] =
    'atMost' in bound
      ? [high, bound.atMost, 'high']
      : [low, bound.atLeast, 'low'];
  if (wanted === 0) return `${digits(got)} instead of 0`;
  return `${digits((Math.abs(got - wanted) / wanted) * 100)} % too ${word}`;
}

/** A Markdown table; cells are text without line breaks. */
export function table(head: string[], rows: string[][]): string {
  return [head, head.map(() => '---'), ...rows]
    .map(row => `| ${row.join(' | ')} |`)
    .join('\n');
}

const LINE = 130;

/** Text of template literals as a paragraph with lines of the usual length. */
export function paragraph(text: string): string {
  const lines: string[] = [''];
  for (const word of text.trim().split(/\s+/)) {
    const last = lines[lines.length - 1];
    if (last && last.length + 1 + word.length > LINE) lines.push(word);
    else lines[lines.length - 1] = last ? `${last} ${word}` : word;
  }
  return lines.join('\n');
}
