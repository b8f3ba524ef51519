import type { DeploymentReport } from 'backstage-plugin-itsm-common';
import type { Deployment } from './DeploymentStore';
import { normalRepository } from './identity';
import { addReport, judge, mergedDetails, type Completions } from './outcome';

/** When the reported state was reached; `at` is when the report arrived. Epoch milliseconds. */
const timeOf = (report: DeploymentReport, at: number) =>
  report.at ? Date.parse(report.at) : at;

/** The deployment with one report more. */
export function mergeReport(
  known: Deployment | undefined,
  report: DeploymentReport,
  o: {
    instance: string;
    keys: { key: string; runKey: string };
    completions: Completions;
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
    ...o.keys,
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
