import { createHash } from 'node:crypto';
import { externalName, InvalidInputError } from 'backstage-plugin-itsm-common';
import { fullRef } from '../entities/EntityLookup';
import { normalEnvironment } from '../normalEnvironment';

const MAX_REPOSITORY = 300;
const digest = (...parts: string[]) =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex');

const lowerCase = (text: string) => text.trim().toLowerCase();

/**
 * Repositories are compared and kept in lower case, as the systems that host them do, and by their path:
 * `https://host/org/repo.git`, `git@host:org/repo.git` and `org/repo` are the same one.
 *
 * @throws InvalidInputError when that is too long to keep.
 */
export function normalRepository(repository?: string): string | undefined {
  const normal = repository && externalName('repository', repository);
  // Some letters become two: what was short enough as it was sent need not be any more.
  if (normal && normal.length > MAX_REPOSITORY) {
    throw new InvalidInputError(
      `A repository's name takes at most ${MAX_REPOSITORY} characters in lower case.`,
      { field: 'repository' },
    );
  }
  return normal;
}

/**
 * What a repository may be called by annotations and deployments that are there already: by its path,
 * or by the address that its reports have.
 */
export function repositoryNames(repository?: string | null): string[] {
  const normal = normalRepository(repository ?? undefined);
  return normal ? [...new Set([normal, lowerCase(repository!)])] : [];
}

/** Who tells of deployments: no two of them ever mean the same one. */
export interface Reporter {
  instance: string;
  /** Of an instance that several callers share, the one that tells. */
  caller?: string;
}

const runKeyOf = (
  instance: string,
  repository: string,
  run: string,
  caller?: string,
) => digest(instance, repository, run, ...(caller ? [`caller:${caller}`] : []));

/** Key of a run: the unit in which reports of one repository are put in order. */
export const runKey = (
  { instance, caller }: Reporter,
  repository: string | undefined,
  runId: string,
): string =>
  runKeyOf(
    instance,
    normalRepository(repository) ?? '',
    `run:${runId}`,
    caller,
  );

/** What a report tells of the run that it is of. */
export interface IdentityOfReport {
  repository?: string;
  runId?: string;
  deploymentId?: string;
  environment: string;
  entityRef?: string;
}

export interface DeploymentKeys {
  key: string;
  runKey: string;
  /** Keys that the run has where it was first told of by an older version. */
  formerRunKeys: string[];
}

/**
 * Keys of a report: source instance + repository + run + environment, and the entity where it names one; without
 * a run, the system's own deployment id takes its place.
 *
 * @throws InvalidInputError when the report names neither.
 */
export function deploymentKeys(
  { instance, caller }: Reporter,
  report: IdentityOfReport,
): DeploymentKeys {
  const { runId, deploymentId, entityRef } = report;
  if (!runId && !deploymentId) {
    throw new InvalidInputError(
      'Name the run (runId) or the deployment (deploymentId), or a repeat could not be told from a new one.',
      { fields: ['runId', 'deploymentId'] },
      'identity_required',
    );
  }
  const repository = normalRepository(report.repository) ?? '';
  const run = runId ? `run:${runId}` : `deployment:${deploymentId}`;
  const names = [repository, lowerCase(report.repository ?? '')];
  const own = runKeyOf(instance, repository, run, caller);
  const former = names.map(name => runKeyOf(instance, name, run));
  return {
    key: digest(
      instance,
      repository,
      run,
      normalEnvironment(report.environment),
      ...(entityRef ? [`entity:${fullRef(entityRef)}`] : []),
      ...(caller ? [`caller:${caller}`] : []),
    ),
    runKey: own,
    formerRunKeys: [...new Set(former)].filter(key => key !== own),
  };
}
