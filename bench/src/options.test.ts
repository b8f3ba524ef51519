import { readOptions } from './options';

const read = (...args: string[]) => readOptions(args, ['tab', 'lists']);

describe('the command line', () => {
  it('measures everything unless it is told otherwise', () => {
    expect(read()).toMatchObject({
      quick: false,
      engines: ['postgres', 'sqlite'],
      only: undefined,
      sizes: [10_000, 100_000, 1_000_000],
      growthOnly: false,
      fillOnly: false,
      reportOnly: false,
    });
  });

  it('leaves the million out of a quick run', () => {
    expect(
      read('--quick', '--engine=sqlite', '--only=tab,lists'),
    ).toMatchObject({
      quick: true,
      engines: ['sqlite'],
      only: ['tab', 'lists'],
      sizes: [10_000, 100_000],
    });
  });

  it('names what it does not know', () => {
    expect(() => read('--only=tabs')).toThrow('tabs; there are tab,lists');
    expect(() => read('--engine=oracle')).toThrow('postgres,sqlite');
    expect(() => read('--fast')).toThrow('fast');
  });
});
