import type { DeploymentView } from 'backstage-plugin-itsm-common';

/** The newest deployment of each environment; production first, then by name. */
export function latestByEnvironment(
  deployments: readonly DeploymentView[],
): DeploymentView[] {
  const latest = new Map<string, DeploymentView>();
  for (const deployment of deployments) {
    const known = latest.get(deployment.environment);
    if (!known || known.createdAt < deployment.createdAt) {
      latest.set(deployment.environment, deployment);
    }
  }
  return [...latest.values()].sort(
    (a, b) =>
      Number(b.production) - Number(a.production) ||
      a.environment.localeCompare(b.environment),
  );
}
