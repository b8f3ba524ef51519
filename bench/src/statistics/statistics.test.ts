import { bootstrap, ratioOf, sumOf } from './interval';
import { measureBlocks } from './measureBlocks';
import { median, percentile, slope } from './percentile';
import { rounded, timingOf } from './Timing';
import { turnsOf } from './turns';

describe('percentile', () => {
  it('interpolates, whatever the order of the values', () => {
    expect(percentile([4, 1, 3, 2], 0.5)).toBe(2.5);
    expect(percentile([10, 20, 30], 0)).toBe(10);
    expect(percentile([10, 20, 30], 1)).toBe(30);
    expect(percentile([7], 0.99)).toBe(7);
    expect(
      percentile(
        Array.from({ length: 101 }, (_, i) => i),
        0.95,
      ),
    ).toBe(95);
  });

  it('refuses to say something about nothing', () => {
    expect(() => median([])).toThrow('nothing');
  });
});

describe('slope', () => {
  it('is the rise per unit', () => {
    const points = [0, 1, 2, 3].map(x => ({ x, y: 5 + 2 * x }));
    expect(slope(points)).toBeCloseTo(2);
    expect(slope([{ x: 1, y: 1 }])).toBe(0);
  });
});

describe('bootstrap', () => {
  const blocks = [9, 10, 10, 10, 10, 11, 10, 10, 10, 10, 10, 10, 10, 10, 30];

  it('gives the same interval for the same blocks', () => {
    expect(bootstrap(blocks)).toEqual(bootstrap(blocks));
  });

  it('is not moved by one noisy block', () => {
    const { value, low, high } = bootstrap(blocks);
    expect(value).toBe(10);
    expect(low).toBe(10);
    expect(high).toBeLessThanOrEqual(11);
  });

  it('widens with the spread of the blocks', () => {
    const { low, high } = bootstrap([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(low).toBeLessThan(4);
    expect(high).toBeGreaterThan(6);
  });

  it('takes other statistics than the median', () => {
    expect(bootstrap([1, 2, 3], values => Math.max(...values)).value).toBe(3);
  });
});

describe('ratios', () => {
  it('are taken block by block: a slow machine cancels out', () => {
    const over = [1, 2, 4, 8, 16];
    const of = over.map(value => value * 1.25);
    expect(ratioOf(of, over)).toEqual({ value: 1.25, low: 1.25, high: 1.25 });
  });

  it('are of the same blocks or of none', () => {
    expect(() => ratioOf([1, 2], [1])).toThrow('other blocks');
  });

  it('have sums as floors', () => {
    expect(sumOf([1, 2], [10, 20])).toEqual([11, 22]);
  });
});

describe('turns', () => {
  it('are ABBA', () => {
    expect(turnsOf(['a', 'b'])).toEqual(['a', 'b', 'b', 'a']);
    expect(turnsOf(['a', 'b', 'c']).join('')).toBe('abccba');
  });
});

describe('blocks', () => {
  it('interleave their contenders and throw the warm-up away', async () => {
    const ran: string[] = [];
    const contender = (name: string) => ({
      name,
      once: async (index: number) => ran.push(`${name}${index}`),
    });
    const result = await measureBlocks([contender('a'), contender('b')], {
      blocks: 2,
      samples: 2,
      warmUp: 1,
    });
    expect(ran.join(' ')).toBe(
      'a0 b0 a1 a2 b1 b2 b3 b4 a3 a4 a5 a6 b5 b6 b7 b8 a7 a8',
    );
    expect(Object.keys(result)).toEqual(['a', 'b']);
    expect(result.a.samples).toBe(8);
    expect(result.a.blocks).toHaveLength(2);
  });

  it('have fewer samples rather than fewer blocks when time is short', async () => {
    const slow = {
      name: 'slow',
      once: () => new Promise(done => setTimeout(done, 20)),
    };
    const { samples, blocks } = (
      await measureBlocks([slow], {
        blocks: 3,
        samples: 1_000,
        warmUp: 1,
        seconds: 0.1,
      })
    ).slow;
    expect(blocks).toHaveLength(3);
    expect(samples).toBe(6);
  });

  it('are kept as medians', () => {
    expect(timingOf([[1, 2, 9], [4]])).toEqual({
      samples: 4,
      p50: 3,
      p95: 8.25,
      p99: 8.85,
      blocks: [2, 4],
    });
  });

  it('are rounded to what they are worth', () => {
    expect(rounded(1.234567)).toBe(1.235);
    expect(rounded(123456)).toBe(123500);
    expect(rounded(0)).toBe(0);
  });
});
