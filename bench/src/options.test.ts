import { readOptions } from './options';

const read = (...args: string[]) => readOptions(args, ['tab', 'lists']);

describe('the command line', () => {
  it('measures everything unless it is told otherwise', () => {
    expect(read()).toMatchObject({
      effort: 'full',
      engines: ['postgres', 'sqlite'],
      only: undefined,
      sizes: [10_000, 100_000, 1_000_000],
      growthOnly: false,
      fillOnly: false,
      reportOnly: false,
      output: undefined,
    });
  });

  it('leaves the million out of a quick run', () => {
    expect(
      read('--quick', '--engine=sqlite', '--only=tab,lists'),
    ).toMatchObject({
      effort: 'quick',
      engines: ['sqlite'],
      only: ['tab', 'lists'],
      sizes: [10_000, 100_000],
    });
  });

  it('fills little for a smoke', () => {
    expect(read('--smoke', '--output=/tmp/smoke')).toMatchObject({
      effort: 'smoke',
      sizes: [1_400, 2_000],
      output: '/tmp/smoke',
    });
    expect(read('--smoke', '--sizes=2000').sizes).toEqual([2_000]);
    expect(() => read('--smoke', '--sizes=10000')).toThrow('1400,2000');
    expect(() => read('--smoke', '--quick')).toThrow('not for both');
  });

  it('names what it does not know', () => {
    expect(() => read('--only=tabs')).toThrow('tabs; there are tab,lists');
    expect(() => read('--engine=oracle')).toThrow('postgres,sqlite');
    expect(() => read('--fast')).toThrow('fast');
  });
});
