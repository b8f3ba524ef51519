import { githubDeployment, type Delivery } from 'itsm-harness';

/** By this a deployment is found again. */
export const revisionOf = (run: number) => run.toString(16).padStart(40, 'a');

/** A webhook that tells of a new deployment to production; another one for each number. */
export function deliveryOf(run: number): Delivery {
  return githubDeployment({
    run,
    deployment: run,
    sha: revisionOf(run),
  }).created();
}
