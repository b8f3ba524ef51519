import type { DeploymentReport } from 'backstage-plugin-itsm-common';
import { fullRef } from '../entities/EntityLookup';
import type { Deployment } from './DeploymentStore';
import { normalEnvironment } from '../normalEnvironment';
import { childId } from './outcome';

/** The entities that the reports of a deployment named. */
const namedBy = ({ children }: Deployment): string[] =>
  children.flatMap(({ details: { entityRef } }) =>
    entityRef ? [fullRef(entityRef)] : [],
  );

const theOnly = <T>(found: T[]) => (found.length === 1 ? found[0] : undefined);

/**
 * Which of a run's deployments a report is of. Reports that name different entities are of different deployments; one
 * that names none is of the deployment that has its job, else of that of the whole repository.
 */
export function findDeployment(
  ofRun: readonly Deployment[],
  ownKey: string,
  report: DeploymentReport,
): Deployment | undefined {
  const environment = normalEnvironment(report.environment);
  const there = ofRun.filter(
    known => normalEnvironment(known.environment) === environment,
  );
  const ofWhole = there.filter(known => namedBy(known).length === 0);
  const hasJob = ({ children }: Deployment) =>
    children.some(({ id }) => id === childId(report));
  const isKeyed = ({ key }: Deployment) => key === ownKey;
  if (report.entityRef) {
    const entity = fullRef(report.entityRef);
    return (
      there.find(known => namedBy(known).includes(entity)) ??
      there.find(isKeyed) ??
      // The same job did not name it before
      theOnly(ofWhole.filter(hasJob))
    );
  }
  return theOnly(there.filter(hasJob)) ?? ofWhole[0] ?? there.find(isKeyed);
}
