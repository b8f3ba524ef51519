import type { KindDefinition } from 'backstage-plugin-itsm-common';
import type { Acting } from '../records/acting';
import type { RecordTransaction } from '../records/RecordTransaction';
import { joinChange } from './changeJoin';
import type { Deployment } from './DeploymentStore';
import type { Candidates, EntityMapping, ReportOrigin } from './EntityMapping';
import type { Attached } from './filed';
import { reportedBy } from './mergeReport';
import { mergedDetails } from './outcome';

/** Gives a deployment its entities and, in production, its change. */
export async function attachEntities(
  tx: RecordTransaction,
  deps: {
    mapping: EntityMapping;
    change: KindDefinition | undefined;
    quietPeriodMs: number;
  },
  deployment: Deployment,
  {
    origin,
    candidates,
    ...acting
  }: Acting & { origin: ReportOrigin; candidates: Candidates },
): Promise<Attached> {
  const { mapping, change, quietPeriodMs } = deps;
  const { repository } = reportedBy(deployment);
  const chosen = await mapping.choose(tx.knex, origin, repository, candidates);
  if ('unmapped' in chosen) {
    return { deployment: { ...deployment, unmappedReason: chosen.unmapped } };
  }
  const { entities } = chosen;
  const mapped = { ...deployment, unmappedReason: null };
  if (!deployment.production || !change) {
    return { deployment: mapped, entities };
  }
  const details = mergedDetails(deployment.children);
  const { record, isOpened } = await joinChange(tx, change, mapped, {
    ...acting,
    quietPeriodMs,
    entities,
    changeRef: details.changeRef,
    description: details.description,
    requester: candidates.deployer,
  });
  return {
    deployment: { ...mapped, recordId: record.id },
    record,
    entities,
    isOpened,
  };
}
