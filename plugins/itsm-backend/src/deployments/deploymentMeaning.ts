import { deploymentReport } from 'backstage-plugin-itsm-common';
import { z } from 'zod';
import type { Hook } from '../inbox/Hook';
import type { Meaning } from '../inbox/Meaning';
import type { DeploymentService } from './DeploymentService';
import type { ReportOrigin } from './EntityMapping';
import { deploymentKeys } from './identity';

const report = deploymentReport.shape;
const completion = z.object({
  repository: report.repository.unwrap(),
  runId: report.runId.unwrap(),
  attempt: report.attempt.unwrap(),
  outcome: z.enum(['success', 'failure']),
  at: z.string(),
});

/** What a report says of the time is no shape: it is judged where the report is filed. */
const filedReport = deploymentReport.extend({ at: z.string().optional() });

/** Whether a report can be filed. @throws ZodError, ItsmError */
export function requireReport(told: unknown): void {
  deploymentKeys({ instance: '' }, filedReport.parse(told));
}

/** Where a delivery's reports come from, for the mapping of entities. */
export const originOf = ({ instance, source }: Hook): ReportOrigin => ({
  instance: instance.name,
  annotations: [source.annotation ?? []].flat(),
  userAnnotation: source.userAnnotation,
  trustEntityRefs: instance.trustEntityRefs,
});

/** Deliveries that tell of deployments, or of the end of their runs. */
export const deploymentMeaning = (deployments: DeploymentService): Meaning => ({
  name: 'deployments',
  concerns: ({ deployments: reports, completions }) =>
    Boolean(reports ?? completions),
  check({ deployments: reports = [], completions = [] }) {
    reports.forEach(requireReport);
    completions.forEach(each => completion.parse(each));
  },
  async file(hook, { deployments: reports = [], completions = [] }, filing) {
    await deployments.report(
      originOf(hook),
      { deployments: reports, completions },
      {
        at: filing.at,
        receivedAt: filing.receivedAt,
        actor: filing.actor,
        within: (tx, filed) =>
          filing.within(
            tx,
            filed.flatMap(each => each.record?.number ?? []),
          ),
      },
    );
  },
});
