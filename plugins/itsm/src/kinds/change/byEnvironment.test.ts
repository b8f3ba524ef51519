import type { DeploymentView } from 'backstage-plugin-itsm-common';
import { byEnvironment } from './byEnvironment';

const deployment = (environment: string, createdAt: string) =>
  ({
    environment,
    createdAt,
    production: environment === 'production',
  }) as DeploymentView;

it('deployments stand in their environment, the newest first, production before the others', () => {
  const all = [
    deployment('test', '2026-11-02T00:00:00Z'),
    deployment('dev', '2026-11-05T00:00:00Z'),
    deployment('production', '2026-11-01T00:00:00Z'),
    deployment('test', '2026-11-03T00:00:00Z'),
  ];
  const found = byEnvironment(all).map(each =>
    each.map(d => `${d.environment} ${d.createdAt.slice(8, 10)}`),
  );
  expect(found).toEqual([
    ['production 01'],
    ['dev 05'],
    ['test 03', 'test 02'],
  ]);
  expect(byEnvironment([])).toEqual([]);
});
