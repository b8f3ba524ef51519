import type { Cell, Results } from '../results/Results';
import { merged } from '../results/Results';
import { exactly, ratio, tail } from '../scenarios/figures';
import { scenarios } from '../scenarios';
import type { Scenario } from '../scenarios/Scenario';
import type { Timing } from '../statistics/Timing';
import { pictures } from './charts';
import { digits, paragraph } from './format';
import { renderPage } from './page';

const timing = (ms: number): Timing => ({
  samples: 30,
  p50: ms,
  p95: ms * 2,
  p99: ms * 3,
  blocks: Array.from({ length: 15 }, () => ms),
});

const cell = (change: Partial<Cell> = {}): Cell => ({
  scenario: 'example',
  engine: 'postgres',
  sizes: [100_000],
  quick: false,
  at: '2026-01-05T09:00:00.000Z',
  seconds: 61,
  loadBefore: 0.1,
  loadAfter: 1.25,
  generatorCpuSeconds: 12.3,
  commit: 'abc1234',
  seed: 1,
  checksum: 'c0ffee',
  environment: 'e1',
  timings: { ours: timing(12), floor: timing(10) },
  numbers: { lost: 3, 'open.p99': 80, 'open.p99Range': [70, 120] },
  ...change,
});

const results = (...cells: Cell[]): Results => ({
  environments: {
    e1: {
      cpu: 'A processor',
      cores: 2,
      memoryGib: 24,
      os: 'Linux 6',
      node: '22.0.0',
      backstage: '1.55.0',
      database: 'PostgreSQL 18.4',
      settings: { fsync: 'on' },
    },
  },
  cells,
});

const example: Scenario = {
  id: 'example',
  title: 'An example',
  about: `Words over
    two lines.`,
  goals: [
    {
      id: 'example.ratio',
      text: 'Ours : floor',
      unit: '×',
      bound: { atMost: 1.25 },
      result: ratio('ours', 'floor'),
    },
    {
      id: 'example.lost',
      text: 'Lost',
      unit: '',
      bound: { atMost: 0 },
      result: exactly('lost'),
    },
    {
      id: 'example.tail',
      text: 'Tail',
      unit: 'ms',
      bound: { atMost: 100 },
      result: tail('open.p99'),
    },
    {
      id: 'example.missing',
      text: 'Not measured',
      unit: '×',
      result: ratio('nowhere', 'floor'),
    },
  ],
  labels: { ours: 'Our time' },
  charts: [
    {
      id: 'example',
      title: 'A picture',
      lines: [
        { timing: 'ours', label: 'Ours' },
        { timing: 'floor', label: 'Floor' },
      ],
    },
  ],
};

/** The cells of the row that starts with a text. */
function row(page: string, start: string): string[] {
  const line = page.split('\n').find(each => each.startsWith(`| ${start} `));
  return line?.split('|').map(each => each.trim()) ?? [];
}

describe('the page', () => {
  const page = renderPage(results(cell()), [example]);

  it('says of each goal what came out and whether that meets it', () => {
    expect(row(page, 'Ours : floor')).toEqual([
      '',
      'Ours : floor',
      '≤ 1.25 ×',
      '100,000',
      '1.2 × met',
      '',
      '',
    ]);
    expect(row(page, 'Lost')).toContain('3 **missed**');
    expect(page).not.toContain('Not measured');
    expect(page).toContain('1 of 3 results meet their goal');
  });

  it('meets a goal only with the bad end of the interval', () => {
    expect(row(page, 'Tail')).toContain('80 ms [70, 120] **missed**');
    expect(page).toContain('- Tail (PostgreSQL, 20 % too high):');
  });

  it('says that a miss has no reason yet', () => {
    expect(page).toContain('reason not yet written');
    expect(page).toContain('- Lost (PostgreSQL, 3 instead of 0):');
  });

  it('gives the times behind the ratios, and the conditions', () => {
    expect(row(page, 'Our time')).toContain('12 / 24 / 36 ms');
    expect(row(page, 'example')).toEqual(
      expect.arrayContaining(['abc1234', '61', '0.1, 1.3', '12.3 s']),
    );
    expect(page).toContain('fsync on');
  });

  it('takes goals from the largest database', () => {
    const small = cell({
      sizes: [10_000],
      timings: { ours: timing(1), floor: timing(1) },
    });
    expect(
      row(renderPage(results(cell(), small), [example]), 'Ours'),
    ).toContain('1.2 × met');
  });

  it('has pictures of what was measured on several databases', () => {
    expect(pictures(results(cell()), example)).toEqual([]);
    const grown = results(cell({ sizes: [10_000] }), cell());
    const [picture] = pictures(grown, example);
    expect(picture.file).toBe('example-postgres.svg');
    expect(picture.svg).toMatch(/^<svg [^]*<\/svg>\n$/);
    expect(picture.svg.match(/<polyline/g)).toHaveLength(2);
    expect(renderPage(grown, [example])).toContain(
      '![A picture (PostgreSQL)](images/performance/example-postgres.svg)',
    );
  });

  it('leaves out what was never measured', () => {
    const empty = renderPage({ environments: {}, cells: [] }, scenarios);
    for (const { title } of scenarios) expect(empty).not.toContain(title);
  });
});

describe('results', () => {
  it('replace what is measured anew, and keep the rest', () => {
    const before = results(
      cell({ seconds: 1 }),
      cell({ seconds: 2, engine: 'sqlite' }),
      cell({ seconds: 3, sizes: [10_000] }),
    );
    const now = results(cell({ seconds: 9 }));
    expect(
      merged(before, now)
        .cells.map(c => c.seconds)
        .sort(),
    ).toEqual([2, 3, 9]);
  });

  it('forget machines on which nothing was measured last', () => {
    const before = results(cell());
    const now = results(cell({ environment: 'e2' }));
    now.environments = { e2: { ...before.environments.e1, cores: 64 } };
    expect(Object.keys(merged(before, now).environments)).toEqual(['e2']);
  });
});

describe('scenarios', () => {
  it('have names that tell them apart', () => {
    const ids = scenarios.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { id, goals } of scenarios) {
      for (const goal of goals)
        expect(goal.id).toMatch(new RegExp(`^${id}\\.`));
    }
  });
});

describe('texts', () => {
  it('have three digits', () => {
    expect([0.012345, 1.2345, 12345].map(digits)).toEqual([
      '0.0123',
      '1.23',
      '12,300',
    ]);
  });

  it('have lines of the usual length', () => {
    const lines = paragraph('word '.repeat(60)).split('\n');
    expect(lines.length).toBe(3);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(130);
  });
});
