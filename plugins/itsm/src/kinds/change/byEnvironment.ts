import type { DeploymentView } from 'backstage-plugin-itsm-common';

/** The deployments of each environment, the newest first; production first, then by name. */
export function byEnvironment(
  deployments: readonly DeploymentView[],
): DeploymentView[][] {
  const found = new Map<string, DeploymentView[]>();
  for (const deployment of deployments) {
    const { environment } = deployment;
    found.set(environment, [...(found.get(environment) ?? []), deployment]);
  }
  return [...found.values()]
    .map(all => all.sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1)))
    .sort(
      ([a], [b]) =>
        Number(b.production) - Number(a.production) ||
        a.environment.localeCompare(b.environment),
    );
}
