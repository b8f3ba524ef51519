import {
  correctedFacts,
  deployedBody,
  nextMove,
  type ChangeData,
  type DeploymentOutcome,
  type DeploymentProgress,
  type ItsmRecord,
} from 'backstage-plugin-itsm-common';
import type { Acting } from '../records/acting';
import type { RecordTransaction } from '../records/RecordTransaction';
import type { Deployment } from './DeploymentStore';
import { normalRepository } from './identity';
import { reportedBy } from './mergeReport';

type Change = ItsmRecord<ChangeData>;

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
export function progressOf(
  deployments: readonly Deployment[],
): DeploymentProgress {
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

/** Moves the change to where its deployments are; a second time changes nothing. Returns it. */
export async function followDeployments(
  tx: RecordTransaction,
  change: Change,
  progress: DeploymentProgress,
  o: Acting & { quietPeriodMs: number; deployment: Deployment },
): Promise<Change> {
  const acting: Acting = {
    actor: o.actor,
    at: o.at,
    receivedAt: o.receivedAt,
    capabilities: ['pipeline'],
  };
  const current = await correctFacts(
    tx,
    change,
    progress,
    o.deployment,
    acting,
  );
  if (!nextMove(current, progress, o)) return current;
  return (await tx.actOn(
    current.id,
    record => nextMove(record as Change, progress, o),
    acting,
  )) as Change;
}

async function correctFacts(
  tx: RecordTransaction,
  change: Change,
  progress: DeploymentProgress,
  deployment: Deployment,
  acting: Acting,
): Promise<Change> {
  const patch = correctedFacts(change, progress, deployment);
  if (Object.keys(patch).length === 0) return change;
  const { actualStart } = patch;
  return (await tx.append(
    change.id,
    {
      verb: 'deployed',
      audience: 'public',
      body: {
        ...patch,
        ...(typeof actualStart === 'number' && {
          actualStart: new Date(actualStart).toISOString(),
        }),
      },
    },
    acting,
    { patch: { data: patch } },
  )) as Change;
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
