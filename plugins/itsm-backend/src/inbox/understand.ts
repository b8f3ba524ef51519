import { deploymentReport, ItsmError } from 'backstage-plugin-itsm-common';
import type {
  DeploymentSource,
  ParsedDelivery,
  RawDelivery,
} from 'backstage-plugin-itsm-node';
import { z } from 'zod';
import { deploymentKeys } from '../deployments/identity';

const report = deploymentReport.shape;
/** Sources are code of others: what they make of a payload is held against what can be filed. */
const completion = z.object({
  repository: report.repository.unwrap(),
  runId: report.runId.unwrap(),
  attempt: report.attempt.unwrap(),
  outcome: z.enum(['success', 'failure']),
  at: z.string(),
});
const parsedDelivery = z.union([
  z.object({ ignored: z.string() }),
  z.object({ deployments: z.array(z.unknown()) }),
  z.object({ completion: z.unknown() }),
]);

/** What a delivery means, or why it can't be understood. */
export type Understood = ParsedDelivery & {
  /** The source failed over it. */
  fault?: Error;
};

/** What a report says of the time is no shape: it is judged where the report is filed. */
const filedReport = deploymentReport.extend({ at: z.string().optional() });

/** Whether a report can be filed. @throws ZodError, ItsmError */
export function requireReport(told: unknown): void {
  deploymentKeys({ instance: '' }, filedReport.parse(told));
}

/**
 * Parses a delivery. What has the wrong shape is ignored with the field that is wrong: it is the same at
 * the next try. Never throws.
 */
export function understand(
  source: Pick<DeploymentSource, 'parse'>,
  raw: RawDelivery,
): Understood {
  try {
    const parsed = source.parse(raw);
    parsedDelivery.parse(parsed);
    if ('deployments' in parsed) parsed.deployments.forEach(requireReport);
    if ('completion' in parsed) completion.parse(parsed.completion);
    return parsed;
  } catch (error) {
    return notUnderstood(error as Error);
  }
}

/** Why something can't be filed, whenever it is tried. */
export function notUnderstood(error: Error): Understood {
  const { issues } = error as Partial<z.ZodError>;
  if (Array.isArray(issues) && issues.length > 0) {
    const [{ path, message }] = issues;
    const field = path.map(String).join('.').slice(0, 100) || 'body';
    return {
      ignored: `invalid shape, field ${field}: ${message}`.slice(0, 300),
    };
  }
  if (error instanceof ItsmError) {
    return { ignored: `invalid: ${error.message}`.slice(0, 300), fault: error };
  }
  return {
    ignored: `not understood: the source failed with ${error.name}`,
    fault: error,
  };
}
