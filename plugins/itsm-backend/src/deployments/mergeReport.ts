import type { DeploymentReport } from 'backstage-plugin-itsm-common';
import type { Deployment } from './DeploymentStore';
import { deploymentKeys, normalRepository, type Reporter } from './identity';
import { normalEnvironment } from '../normalEnvironment';
import { addReport, judge, mergedDetails, type Completions } from './outcome';
import { timeOf, type Receipt } from './toldTime';

/** A report as it is kept: the name of its repository only where that is another one than what is compared. */
const keptOf = (report: DeploymentReport): DeploymentReport => {
  const { repository } = report;
  const isNormal =
    repository?.trim().toLowerCase() === normalRepository(repository);
  return { ...report, repository: isNormal ? undefined : repository };
};

/** The deployment with one report more. */
export function mergeReport(
  known: Deployment | undefined,
  report: DeploymentReport,
  o: {
    origin: Reporter;
    completions?: Completions;
    isProduction: (environment: string) => boolean;
    receipt: Receipt;
  },
): Omit<Deployment, 'id'> {
  const children = addReport(
    known?.children ?? [],
    keptOf(report),
    timeOf(report, o.receipt),
  );
  const details = mergedDetails(children);
  const { key, runKey } = deploymentKeys(o.origin, report);
  const environment = normalEnvironment(report.environment);
  return {
    key: known?.key ?? key,
    runKey,
    instance: o.origin.instance,
    repository: normalRepository(report.repository) ?? null,
    runId: report.runId ?? null,
    environment,
    production: details.production ?? o.isProduction(environment),
    revision: details.revision,
    ref: details.ref ?? null,
    runUrl: details.runUrl ?? null,
    deployer: details.deployer ?? null,
    ...judge(children, o.completions),
    createdAt: known?.createdAt ?? o.receipt.receivedAt,
    children,
    recordId: known?.recordId ?? null,
    unmappedReason: known?.unmappedReason ?? null,
  };
}

/** True when the report adds nothing to what is known. */
export function isReported(
  known: Deployment,
  report: DeploymentReport,
  receipt: Receipt,
): boolean {
  const children = addReport(
    known.children,
    keptOf(report),
    timeOf(report, receipt),
  );
  return JSON.stringify(children) === JSON.stringify(known.children);
}

/** What a stored deployment still knows of its reports. */
export function reportedBy(deployment: Deployment) {
  const { repository, entityRef } = mergedDetails(deployment.children);
  return {
    repository: repository ?? deployment.repository ?? undefined,
    entityRef,
    deployer: deployment.deployer ?? undefined,
  };
}

/** A time that this report told and that can't be; undefined where it told it before. */
export function newImplausible(
  known: Deployment | undefined,
  next: Pick<Deployment, 'children'>,
): string | undefined {
  const toldBy = (children: Deployment['children'] = []) =>
    children.flatMap(({ implausible = [] }) => implausible);
  const before = toldBy(known?.children).length;
  const now = toldBy(next.children);
  return now.length > before
    ? now.find(i => !toldBy(known?.children).includes(i))?.told
    : undefined;
}
