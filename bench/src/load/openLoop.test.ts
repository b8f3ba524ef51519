import { openLoop } from './openLoop';

const at = { rate: 200, seconds: 0.2, blockSeconds: 0.1 };

describe('an open load', () => {
  it('sends at its rate, whether answers come or not', async () => {
    let waiting = 0;
    let most = 0;
    const result = await openLoop({
      ...at,
      send: async () => {
        waiting += 1;
        most = Math.max(most, waiting);
        await new Promise(done => setTimeout(done, 100));
        waiting -= 1;
        return 'slow';
      },
    });
    expect(result.sent).toBe(40);
    expect(most).toBeGreaterThan(10);
    expect(result.all.samples).toBe(40);
    expect(result.byKind.slow.samples).toBe(40);
  });

  it('counts the time from when a request was due', async () => {
    // A clock that stands still while the first request blocks the process
    let now = 0;
    const result = await openLoop({
      ...at,
      now: () => now,
      send: async index => {
        if (index === 0) now = 1_000;
        return 'stalled';
      },
    });
    // The one that was due last waited 1,000 - 195 ms although it took no time itself
    expect(result.all.p50).toBeGreaterThan(800);
    expect(result.lateMs).toBeGreaterThan(900);
  });

  it('keeps failures apart from times', async () => {
    const result = await openLoop({
      ...at,
      send: async index => {
        if (index % 2 === 0) throw new Error('no');
        return 'fine';
      },
    });
    expect(result.failed).toBe(20);
    expect(result.all.samples).toBe(20);
    expect(result.failures[0]).toBe('no');
    expect(result.blocks).toHaveLength(2);
  });
});
