import type { DeploymentReport } from 'backstage-plugin-itsm-common';
import type { Deployment } from './DeploymentStore';
import { deploymentKeys, normalRepository } from './identity';
import { addReport, judge, mergedDetails, type Completions } from './outcome';

/**
 * When something told was reached; `at` is when it arrived. Epoch milliseconds. Never later than
 * that: a source whose clock is ahead would stall the quiet period and outlive every correction.
 */
export const timeOf = (told: { at?: string }, at: number) =>
  told.at ? Math.min(Date.parse(told.at), at) : at;

/** The deployment with one report more. */
export function mergeReport(
  known: Deployment | undefined,
  report: DeploymentReport,
  o: {
    instance: string;
    completions?: Completions;
    isProduction: (environment: string) => boolean;
    at: number;
  },
): Omit<Deployment, 'id'> {
  const children = addReport(
    known?.children ?? [],
    report,
    timeOf(report, o.at),
  );
  const details = mergedDetails(children);
  return {
    ...deploymentKeys(o.instance, report),
    instance: o.instance,
    repository: normalRepository(report.repository) ?? null,
    runId: report.runId ?? null,
    environment: report.environment,
    production: details.production ?? o.isProduction(report.environment),
    revision: details.revision,
    ref: details.ref ?? null,
    runUrl: details.runUrl ?? null,
    deployer: details.deployer ?? null,
    ...judge(children, o.completions),
    createdAt: known?.createdAt ?? o.at,
    children,
    recordId: known?.recordId ?? null,
    unmappedReason: known?.unmappedReason ?? null,
  };
}

/** True when the report adds nothing to what is known. */
export function isReported(
  known: Deployment,
  report: DeploymentReport,
  at: number,
): boolean {
  const children = addReport(known.children, report, timeOf(report, at));
  return JSON.stringify(children) === JSON.stringify(known.children);
}

/** What a stored deployment still knows of its reports. */
export function reportedBy(deployment: Deployment) {
  return {
    repository: deployment.repository ?? undefined,
    entityRef: mergedDetails(deployment.children).entityRef,
    deployer: deployment.deployer ?? undefined,
  };
}
