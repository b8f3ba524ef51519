import { ConfigReader } from '@backstage/config';
import { readHooks } from './hookConfig';

const read = (hooks: object) =>
  readHooks(new ConfigReader({ itsm: { hooks } } as any), [
    'generic',
    'github',
  ]);

const secrets = ['0123456789abcdef'];

describe('itsm.hooks', () => {
  it('reads instances with their defaults', () => {
    expect(readHooks(new ConfigReader({}), [])).toEqual([]);
    expect(
      read({
        'github-eu': {
          source: 'github',
          secrets,
          reconcile: ['a/b', 'ghe.acme.com/a/b'],
        },
      }),
    ).toEqual([
      {
        name: 'github-eu',
        source: 'github',
        secrets,
        maxBodyBytes: 1_048_576,
        trustEntityRefs: false,
        reconcile: ['a/b', 'ghe.acme.com/a/b'],
      },
    ]);
  });

  it.each([
    [
      { github: { source: 'github', secrets: ['short'] } },
      /secrets\[0\] has 5 characters; use at least 16/,
    ],
    [{ github: { source: 'github', secrets: [] } }, /secrets is empty/],
    [
      { github: { source: 'gitlab', secrets } },
      /no source 'gitlab' \(known: generic, github\)/,
    ],
    [{ GitHub: { source: 'github', secrets } }, /can't be the name of a hook/],
    [{ api: { source: 'github', secrets } }, /can't be the name of a hook/],
    [
      { github: { source: 'github', secrets, maxBodyBytes: 0.5 } },
      /whole number/,
    ],
    [
      { github: { source: 'github', secrets, reconcile: ['checkout'] } },
      /not owner\/name/,
    ],
  ])('refuses %j', (hooks, fault) => {
    expect(() => read(hooks)).toThrow(fault);
  });

  it('never shows a secret in the refusal', () => {
    expect(() =>
      read({ github: { source: 'github', secrets: ['hunter2'] } }),
    ).toThrow(
      expect.objectContaining({
        message: expect.not.stringContaining('hunter2'),
      }),
    );
  });
});
