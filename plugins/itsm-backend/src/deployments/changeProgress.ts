import {
  LifecycleError,
  type ChangeData,
  type CloseCode,
  type DeploymentOutcome,
  type ItsmRecord,
} from 'backstage-plugin-itsm-common';
import type { Acting } from '../records/acting';
import type { RecordTransaction } from '../records/RecordTransaction';
import { deployedBody } from './changeJoin';
import type { Deployment } from './DeploymentStore';
import { normalRepository } from './identity';
import { reportedBy } from './mergeReport';

type Change = ItsmRecord<ChangeData>;

/** What all deployments of a change mean together. Times are epoch milliseconds. */
export interface Progress {
  outcome: DeploymentOutcome;
  startedAt: number;
  /** Null while one of them still runs, also when another one has failed already. */
  finishedAt: number | null;
}

/** Whether a deployment repeats another one: the same repository, in a later run and for no other entity. */
function isAgain(later: Deployment, earlier: Deployment): boolean {
  return (
    later.instance === earlier.instance &&
    later.runKey !== earlier.runKey &&
    normalRepository(later.repository ?? '') ===
      normalRepository(earlier.repository ?? '') &&
    reportedBy(later).entityRef === reportedBy(earlier).entityRef &&
    (later.startedAt ?? -Infinity) > (earlier.startedAt ?? -Infinity)
  );
}

/**
 * The worst deployment decides. One whose end never came no longer counts once the same
 * repository has deployed again for this change.
 */
export function progressOf(deployments: readonly Deployment[]): Progress {
  const counting = deployments.filter(
    d =>
      d.outcome !== 'pending' || !deployments.some(later => isAgain(later, d)),
  );
  const outcomes = counting.map(d => d.outcome);
  let outcome: DeploymentOutcome = 'success';
  if (outcomes.includes('pending')) outcome = 'pending';
  if (outcomes.includes('failure')) outcome = 'failure';
  const startedAt = Math.min(
    ...deployments.map(d => d.startedAt ?? d.createdAt),
  );
  return {
    outcome,
    startedAt,
    finishedAt: counting.some(d => d.finishedAt === null)
      ? null
      : Math.max(startedAt, ...counting.map(d => d.finishedAt!)),
  };
}

const CODE_OF = { success: 'successful', failure: 'unsuccessful' } as const;
const iso = (at: number) => new Date(at).toISOString();

/** Moves the change to where its deployments are; a second time changes nothing. Answers it. */
export async function followDeployments(
  tx: RecordTransaction,
  change: Change,
  progress: Progress,
  o: Acting & { quietPeriodMs: number; deployment: Deployment },
): Promise<Change> {
  const acting: Acting = {
    actor: o.actor,
    at: o.at,
    receivedAt: o.receivedAt,
    capabilities: ['pipeline'],
  };
  const { outcome, finishedAt } = progress;
  let current = await correctFacts(
    tx,
    change,
    { progress, deployment: o.deployment },
    acting,
  );
  if (outcome === 'pending') return current;

  const isRegistration = current.data.type === 'registration';
  const result = {
    result: outcome,
    ...(finishedAt !== null && { actualEnd: iso(finishedAt) }),
  };
  if (current.state === 'implement') {
    current = (await tx.act(current.id, 'finish', result, acting)) as Change;
  } else if (isRegistration && isNews(current, progress)) {
    const closeCode = correctedCode(current, outcome);
    current = (await tx.act(
      current.id,
      'judge',
      { ...result, ...(closeCode && { closeCode }) },
      acting,
    )) as Change;
  }
  const closesAtOnce = outcome === 'failure' || o.quietPeriodMs === 0;
  if (isRegistration && current.state === 'review' && closesAtOnce) {
    return closeRegistration(tx, current, CODE_OF[outcome], acting);
  }
  return current;
}

function isNews(
  { data, state }: Change,
  { outcome, finishedAt }: Progress,
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

/**
 * A registration was opened with what the first report to arrive knew. The outcome may be told
 * before the start, the first job may report last, and the page of the run may come later.
 */
async function correctFacts(
  tx: RecordTransaction,
  change: Change,
  { progress, deployment }: { progress: Progress; deployment: Deployment },
  acting: Acting,
): Promise<Change> {
  const { data, state } = change;
  const started = ['implement', 'review', 'closed'].includes(state);
  if (!started || data.type !== 'registration') return change;
  const { startedAt } = progress;
  const runUrl =
    data.deploymentId === deployment.id ? deployment.runUrl : undefined;
  const patch: Partial<ChangeData> = {
    ...(data.actualStart !== startedAt && { actualStart: startedAt }),
    ...(runUrl && data.runUrl !== runUrl && { runUrl }),
  };
  if (Object.keys(patch).length === 0) return change;
  return (await tx.append(
    change.id,
    {
      verb: 'deployed',
      audience: 'public',
      body: {
        ...patch,
        ...(typeof patch.actualStart === 'number' && {
          actualStart: iso(patch.actualStart),
        }),
      },
    },
    acting,
    { patch: { data: patch } },
  )) as Change;
}

async function closeRegistration(
  tx: RecordTransaction,
  change: Change,
  closeCode: CloseCode,
  acting: Acting,
): Promise<Change> {
  try {
    return (await tx.act(change.id, 'close', { closeCode }, acting)) as Change;
  } catch (error) {
    // An urgent incident names this change as its cause: a person has to judge it.
    if (error instanceof LifecycleError) return change;
    throw error;
  }
}

/** Tells a change what its deployment did, where no move says it. */
export async function tellDeployment(
  tx: RecordTransaction,
  change: ItsmRecord,
  told: {
    deployment: Deployment;
    /** The time that it told, where that can't be. */
    implausible?: string;
  },
  acting: Acting,
): Promise<void> {
  const { deployment, implausible } = told;
  await tx.append(
    change.id,
    {
      verb: 'deployed',
      audience: 'public',
      body: {
        ...deployedBody(deployment),
        ...(implausible && { implausibleTime: implausible }),
      },
    },
    acting,
  );
}
