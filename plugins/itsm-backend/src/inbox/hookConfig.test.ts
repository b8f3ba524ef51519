import { ConfigReader } from '@backstage/config';
import { readHooks } from './hookConfig';

const read = (hooks: object) =>
  readHooks(new ConfigReader({ itsm: { hooks } } as any));

const secrets = ['0123456789abcdef'];

describe('itsm.hooks', () => {
  it('reads instances with their defaults', () => {
    expect(readHooks(new ConfigReader({}))).toEqual([]);
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
});
