import { createHash } from 'node:crypto';
import { InvalidInputError } from 'backstage-plugin-itsm-common';

const MAX_REPOSITORY = 300;

const digest = (...parts: string[]) =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex');

/**
 * Repositories are compared and kept in lower case, as the systems that host them do.
 *
 * @throws InvalidInputError when that is too long to keep.
 */
export function normalRepository(repository?: string): string | undefined {
  const normal = repository?.trim().toLowerCase();
  // Some letters become two: what was short enough as it was sent need not be any more.
  if (normal && normal.length > MAX_REPOSITORY) {
    throw new InvalidInputError(
      `A repository's name takes at most ${MAX_REPOSITORY} characters in lower case.`,
      { field: 'repository' },
    );
  }
  return normal;
}

/** Key of a run: the unit in which reports of one repository are put in order. */
export function runKey(
  instance: string,
  repository: string | undefined,
  runId: string,
): string {
  return digest(instance, normalRepository(repository) ?? '', `run:${runId}`);
}

/**
 * Keys of a report: source instance + repository + run + environment; without a run, the system's
 * own deployment id takes its place.
 *
 * @throws InvalidInputError when the report names neither.
 */
export function deploymentKeys(
  instance: string,
  report: {
    repository?: string;
    runId?: string;
    deploymentId?: string;
    environment: string;
  },
): { key: string; runKey: string } {
  const { runId, deploymentId } = report;
  if (!runId && !deploymentId) {
    throw new InvalidInputError(
      'Name the run (runId) or the deployment (deploymentId), or a repeat could not be told from a new one.',
      { fields: ['runId', 'deploymentId'] },
      'identity_required',
    );
  }
  const repository = normalRepository(report.repository) ?? '';
  const run = runId ? `run:${runId}` : `deployment:${deploymentId}`;
  return {
    key: digest(instance, repository, run, report.environment),
    runKey: digest(instance, repository, run),
  };
}
