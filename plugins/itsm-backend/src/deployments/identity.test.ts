import fc from 'fast-check';
import { deploymentKeys, normalRepository, repositoryNames } from './identity';
import { normalEnvironment } from '../normalEnvironment';

describe('a repository', () => {
  it.each([
    'acme/checkout',
    ' Acme/Checkout ',
    'acme/checkout/',
    'acme/checkout.git',
    'https://github.com/acme/checkout',
    'https://github.com/Acme/Checkout.git',
    'https://user:token@git.acme.com:8443/acme/checkout.git/',
    'https://github.com/acme/checkout?tab=readme#top',
    'ssh://git@github.com/acme/checkout.git',
    'ssh://git@github.com:22/acme/checkout',
    'git://github.com/acme/checkout.git',
    'git+ssh://git@github.com/acme/checkout.git',
    'git@github.com:acme/checkout.git',
    'git@github.com:/acme/checkout',
  ])('is the same as %s', address => {
    expect(normalRepository(address)).toBe('acme/checkout');
  });

  it.each([
    ['group/sub/checkout', 'group/sub/checkout'],
    ['https://gitlab.com/group/sub/checkout.git', 'group/sub/checkout'],
    ['checkout', 'checkout'],
    ['.git', '.git'],
    ['https://github.com/', 'https://github.com'],
    ['acme/git', 'acme/git'],
    [undefined, undefined],
    ['', ''],
  ])('%s is %s', (told, normal) => {
    expect(normalRepository(told)).toBe(normal);
  });

  it('has one name, which has itself', () => {
    const part = fc.constantFrom(
      'a',
      '.git',
      '/',
      ':',
      '@',
      'git@h:',
      'ssh://',
    );
    const anything = fc
      .array(fc.oneof(part, fc.string({ maxLength: 3 })), { maxLength: 6 })
      .map(parts => parts.join(''));
    fc.assert(
      fc.property(anything, told => {
        const normal = normalRepository(told);
        expect(normalRepository(normal)).toBe(normal);
        expect(repositoryNames(told)[0] ?? '').toBe(normal);
      }),
    );
  });
});

describe('an environment', () => {
  it.each(['production', ' Production', 'PRODUCTION\t'])('is %j', told => {
    expect(normalEnvironment(told)).toBe('production');
  });
});

describe('the keys of deployments', () => {
  const api = { instance: 'api' };
  const plain = { repository: 'acme/checkout', runId: '1', environment: 'eu' };

  it('are as older versions made them where nothing more is told', () => {
    expect(deploymentKeys(api, plain)).toEqual({
      key: '0d42d2599fd187352c502e3cd6dc66e6247e6c455d9396153e78a50231df9c4e',
      runKey:
        '483320dc3a6f133b70d60f99882afb9b9dba69ca641c24c244062238f5617e56',
      formerRunKeys: [],
    });
  });

  it('are the same for the same and differ for everything else', () => {
    const reporter = fc.constantFrom(
      api,
      { instance: 'shop' },
      { instance: 'api', caller: 'service:one' },
      { instance: 'api', caller: 'user:default/eddie' },
    );
    const report = fc.record({
      repository: fc.constantFrom('acme/checkout', 'acme/cart', undefined),
      runId: fc.constantFrom('1', '2'),
      environment: fc.constantFrom('eu', 'us'),
      entityRef: fc.constantFrom('a', 'component:default/b', undefined),
    });
    fc.assert(
      fc.property(reporter, report, reporter, report, (r1, a, r2, b) => {
        const isSame = JSON.stringify([r1, a]) === JSON.stringify([r2, b]);
        const [one, other] = [deploymentKeys(r1, a), deploymentKeys(r2, b)];
        expect(one.key === other.key).toBe(isSame);
        const again = deploymentKeys(r1, {
          ...a,
          environment: ` ${a.environment.toUpperCase()}`,
          repository:
            a.repository && `https://git.acme.com/${a.repository}.git`,
          entityRef: a.entityRef && a.entityRef.toUpperCase(),
        });
        expect([again.key, again.runKey]).toEqual([one.key, one.runKey]);
      }),
    );
  });
});
