import type { Move } from '../../actOn';
import type { DeploymentOutcome } from '../../deployment';
import type { ItsmRecord } from '../../record';
import type { Change, ChangeData, CloseCode } from './types';
import { sameRevision } from './revision';

/** A deployment as a change sees it; times are epoch milliseconds. @public */
export interface ChangeDeployment {
  id: string;
  environment: string;
  revision: string;
  /** Full name of a branch or tag. */
  ref: string | null;
  attempt: number;
  outcome: DeploymentOutcome;
  runUrl: string | null;
  deployer: string | null;
  startedAt: number | null;
  createdAt: number;
}

/** What all deployments of a change mean together. Times are epoch milliseconds. @public */
export interface DeploymentProgress {
  outcome: DeploymentOutcome;
  startedAt: number;
  /** Null while one of them still runs, also when another one has failed already. */
  finishedAt: number | null;
}

/** States in which a change waits for its deployment or is being deployed. @public */
export const JOINABLE: readonly string[] = ['scheduled', 'implement'];
/** A named change is joined in review too: a second repository may deploy for it. */
const JOINABLE_BY_NAME = [...JOINABLE, 'review'];

const TAG = 'refs/tags/';
/** The short name of a tag. Other refs keep their names, so that no branch passes for a tag. */
const tagOf = (ref: string) =>
  ref.startsWith(TAG) ? ref.slice(TAG.length) : ref;

/** What changes may name of what was deployed: its revision, or its tag. @public */
export const revisionsOf = ({
  revision,
  ref,
}: Pick<ChangeDeployment, 'revision' | 'ref'>): string[] => [
  revision,
  ...(ref ? [tagOf(ref), TAG] : []),
];

/** Whether a change names what was deployed: by its revision, or by its tag. @public */
export const isOfRevision = (
  revision: string,
  deployment: Pick<ChangeDeployment, 'revision' | 'ref'>,
): boolean =>
  sameRevision(revision, deployment.revision) ||
  (deployment.ref !== null &&
    tagOf(revision.trim()).toLowerCase() ===
      tagOf(deployment.ref).toLowerCase());

/**
 * Why a change that a pipeline names is not the one of a deployment; undefined when it is.
 *
 * @public
 */
export function refuseNamed(
  change: ItsmRecord | undefined,
  deployment: Pick<ChangeDeployment, 'revision' | 'ref'>,
  facts: { isSameEnvironment: boolean; affectsEntity: boolean },
): string | undefined {
  if (change?.kind !== 'change') return 'not_found';
  if (!JOINABLE_BY_NAME.includes(change.state)) return `state_${change.state}`;
  if (!facts.isSameEnvironment) return 'environment_mismatch';
  const { revision } = change.data as unknown as ChangeData;
  if (revision && !isOfRevision(revision, deployment)) {
    return 'revision_mismatch';
  }
  return facts.affectsEntity ? undefined : 'entity_mismatch';
}

const nameOf = (ref: string) => ref.slice(ref.indexOf('/') + 1);

/** `Deploy checkout 1a2b3c4 to production`. @public */
export function registrationTitle(
  entities: readonly string[],
  deployment: Pick<ChangeDeployment, 'revision' | 'environment'>,
): string {
  const more = entities.length > 1 ? ` and ${entities.length - 1} more` : '';
  const revision = /^[0-9a-f]{40}$/i.test(deployment.revision)
    ? deployment.revision.slice(0, 7)
    : deployment.revision.slice(0, 40);
  return `Deploy ${nameOf(entities[0]).slice(0, 60)}${more} ${revision} to ${deployment.environment}`;
}

/** What a timeline says of a deployment. @public */
export const deployedBody = (d: ChangeDeployment): Record<string, unknown> => ({
  deployment: d.id,
  environment: d.environment,
  revision: d.revision,
  attempt: d.attempt,
  outcome: d.outcome,
  runUrl: d.runUrl,
  deployer: d.deployer,
});

/** What a change that waited for a deployment did not know of it yet. @public */
export function learntFrom(
  { data }: Change,
  deployment: ChangeDeployment,
  /** Ref of the user who ran it, where the login is known. */
  runBy: string | undefined,
): Partial<ChangeData> {
  const deployer = runBy ?? deployment.deployer ?? undefined;
  return {
    ...(!data.deploymentId && { deploymentId: deployment.id }),
    ...(!data.runUrl && deployment.runUrl && { runUrl: deployment.runUrl }),
    ...(!data.deployer && deployer && { deployer }),
  };
}

/**
 * What a registration has to correct. It was opened with what the first report to arrive knew: the outcome may be
 * told before the start, the first job may report last, and the page of the run may come later.
 *
 * @public
 */
export function correctedFacts(
  { data, state }: Change,
  { startedAt }: DeploymentProgress,
  deployment: ChangeDeployment,
): Partial<ChangeData> {
  const started = ['implement', 'review', 'closed'].includes(state);
  if (!started || data.type !== 'registration') return {};
  const runUrl =
    data.deploymentId === deployment.id ? deployment.runUrl : undefined;
  return {
    ...(data.actualStart !== startedAt && { actualStart: startedAt }),
    ...(runUrl && data.runUrl !== runUrl && { runUrl }),
  };
}

const CODE_OF = { success: 'successful', failure: 'unsuccessful' } as const;

/**
 * The move that a change makes to be where its deployments are; undefined when it is there. After it there
 * may be another one.
 *
 * @public
 */
export function nextMove(
  change: Change,
  { outcome, finishedAt }: DeploymentProgress,
  o: { quietPeriodMs: number },
): Move | undefined {
  if (outcome === 'pending') return undefined;
  const { state, data } = change;
  const result = {
    result: outcome,
    ...(finishedAt !== null && {
      actualEnd: new Date(finishedAt).toISOString(),
    }),
  };
  if (state === 'implement') return { action: 'finish', input: result };
  if (data.type !== 'registration') return undefined;
  if (isNews(change, outcome, finishedAt)) {
    const closeCode = correctedCode(change, outcome);
    return {
      action: 'judge',
      input: { ...result, ...(closeCode && { closeCode }) },
    };
  }
  const closesAtOnce = outcome === 'failure' || o.quietPeriodMs === 0;
  return state === 'review' && closesAtOnce
    ? {
        action: 'close',
        input: { closeCode: CODE_OF[outcome] },
        // An urgent incident names this change as its cause: a person has to judge it
        isOptional: true,
      }
    : undefined;
}

function isNews(
  { data, state }: Change,
  outcome: 'success' | 'failure',
  finishedAt: number | null,
): boolean {
  if (state !== 'review' && state !== 'closed') return false;
  if (data.result !== outcome) return true;
  return finishedAt !== null && data.actualEnd !== finishedAt;
}

/** A person's judgement stands; the pipeline corrects only its own. */
function correctedCode(
  { data, state }: Change,
  outcome: 'success' | 'failure',
): CloseCode | undefined {
  const isOwn = data.result && data.closeCode === CODE_OF[data.result];
  return state === 'closed' && isOwn ? CODE_OF[outcome] : undefined;
}
