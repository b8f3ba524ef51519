import {
  LifecycleError,
  openRegistration,
  revisionKey,
  sameRevision,
  type ChangeData,
  type Effects,
  type ItsmRecord,
  type KindDefinition,
} from 'backstage-plugin-itsm-common';
import type { Acting } from '../records/acting';
import type { RecordTransaction } from '../records/RecordTransaction';
import { storedJson } from '../database/storedJson';
import type { Deployment } from './DeploymentStore';
import { normalEnvironment } from './identity';

type Change = ItsmRecord<ChangeData>;

/** Announced changes that are looked at; a join needs exactly one anyway. */
const LOOKED_AT = 50;
/** States in which a change waits for its deployment or is being deployed. */
const JOINABLE = ['scheduled', 'implement'];
/** A named change is joined in review too: a second repository may deploy for it. */
const JOINABLE_BY_NAME = [...JOINABLE, 'review'];

const sameEnvironment = (a: string, b: string) =>
  normalEnvironment(a) === normalEnvironment(b);

const TAG = 'refs/tags/';
/** The short name of a tag. Other refs keep their names, so that no branch passes for a tag. */
const tagOf = (ref: string) =>
  ref.startsWith(TAG) ? ref.slice(TAG.length) : ref;

/** Whether a change names what was deployed: by its revision, or by its tag. */
const isOfRevision = (
  revision: string,
  deployment: Pick<Deployment, 'revision' | 'ref'>,
): boolean =>
  sameRevision(revision, deployment.revision) ||
  (deployment.ref !== null &&
    tagOf(revision.trim()).toLowerCase() ===
      tagOf(deployment.ref).toLowerCase());

/** What the changes have in common that a deployment may be of. */
const correlationsOf = ({ revision, ref }: Deployment): string[] => [
  revisionKey(revision),
  ...(ref ? [revisionKey(tagOf(ref)), revisionKey(TAG)] : []),
];

async function affectsAny(
  tx: RecordTransaction,
  recordId: string,
  entities: readonly string[],
): Promise<boolean> {
  const row = await tx
    .knex('links')
    .where({ record_id: recordId, role: 'affected' })
    .whereIn('ref', entities as string[])
    .first('ref');
  return row !== undefined;
}

/** Why a change that the pipeline names is not the one of this deployment. */
async function refuseNamed(
  tx: RecordTransaction,
  kind: KindDefinition,
  change: ItsmRecord | undefined,
  deployment: Deployment,
  entities: readonly string[],
): Promise<string | undefined> {
  if (change?.kind !== kind.name) return 'not_found';
  if (!JOINABLE_BY_NAME.includes(change.state)) return `state_${change.state}`;
  if (!sameEnvironment(change.environment, deployment.environment)) {
    return 'environment_mismatch';
  }
  const { revision } = change.data as ChangeData;
  if (revision && !isOfRevision(revision, deployment)) {
    return 'revision_mismatch';
  }
  return (await affectsAny(tx, change.id, entities))
    ? undefined
    : 'entity_mismatch';
}

/** The one open change of the same entity, environment and revision; several are none. */
async function findAnnounced(
  tx: RecordTransaction,
  kind: KindDefinition,
  deployment: Deployment,
  entities: readonly string[],
): Promise<Change | undefined> {
  const rows = await tx
    .knex('records')
    .where({ kind: kind.name, is_open: 1 })
    .whereIn('correlation', correlationsOf(deployment))
    .whereIn('state', JOINABLE)
    .whereExists(
      tx
        .knex('links')
        .where({
          record_id: tx.knex.ref('records.id'),
          role: 'affected',
        })
        .whereIn('ref', entities as string[]),
    )
    .orderBy('id', 'desc')
    .limit(LOOKED_AT)
    .select('id', 'environment', 'data');
  const matching = rows.filter(row => {
    const { revision } = storedJson<Partial<ChangeData>, Partial<ChangeData>>(
      row.data,
      {},
    );
    return (
      revision &&
      sameEnvironment(row.environment, deployment.environment) &&
      isOfRevision(revision, deployment)
    );
  });
  if (matching.length !== 1) return undefined;
  return (await tx.byId(matching[0].id)) as Change;
}

const nameOf = (ref: string) => ref.slice(ref.indexOf('/') + 1);

/** `Deploy checkout 1a2b3c4 to production`. */
export function registrationTitle(
  entities: readonly string[],
  deployment: Pick<Deployment, 'revision' | 'environment'>,
): string {
  const more = entities.length > 1 ? ` and ${entities.length - 1} more` : '';
  const revision = /^[0-9a-f]{40}$/i.test(deployment.revision)
    ? deployment.revision.slice(0, 7)
    : deployment.revision.slice(0, 40);
  return `Deploy ${nameOf(entities[0]).slice(0, 60)}${more} ${revision} to ${deployment.environment}`;
}

const linkTo = (deployment: Deployment) => ({
  role: 'deployedBy' as const,
  target: 'deployment' as const,
  ref: deployment.id,
});

/** What a timeline says of a deployment. */
export const deployedBody = (d: Deployment): Record<string, unknown> => ({
  deployment: d.id,
  environment: d.environment,
  revision: d.revision,
  attempt: d.attempt,
  outcome: d.outcome,
  runUrl: d.runUrl,
  deployer: d.deployer,
});

/**
 * Gives a deployment its change: the one it names, else the one that announced it, else a new
 * registration. A named change that can't be it is told on the registration's timeline.
 */
export async function joinChange(
  tx: RecordTransaction,
  kind: KindDefinition,
  deployment: Deployment,
  o: Acting & {
    entities: readonly string[];
    changeRef?: string;
    description?: string;
    requester?: string;
  },
): Promise<{ record: ItsmRecord; isOpened: boolean }> {
  let refusedName: string | undefined;
  let joined: Change | undefined;
  if (o.changeRef) {
    const named = await tx.byNumber(o.changeRef.trim().toUpperCase());
    refusedName = await refuseNamed(tx, kind, named, deployment, o.entities);
    if (!refusedName) joined = named as Change;
  }
  joined ??= await findAnnounced(tx, kind, deployment, o.entities);
  if (joined) {
    const record = await announceDeployment(tx, joined, deployment, o);
    return { record, isOpened: false };
  }

  const opening = openRegistration({
    type: 'registration',
    title: registrationTitle(o.entities, deployment),
    description: o.description,
    entities: [...o.entities],
    environment: deployment.environment,
    revision: deployment.revision,
    runUrl: deployment.runUrl ?? undefined,
    deployer: o.requester ?? deployment.deployer ?? undefined,
    deploymentId: deployment.id,
    actualStart: new Date(
      deployment.startedAt ?? deployment.createdAt,
    ).toISOString(),
  });
  if (refusedName) {
    opening.entries = [
      {
        verb: 'deployed',
        audience: 'public',
        body: {
          ...deployedBody(deployment),
          changeRef: o.changeRef,
          changeRefRefused: refusedName,
        },
      },
    ];
  }
  const record = await tx.open(kind, opening, {
    actor: o.actor,
    at: o.at,
    channel: 'pipeline',
    entities: o.entities,
    requester: o.requester,
    links: [linkTo(deployment)],
  });
  return { record, isOpened: true };
}

/** Links the deployment to a change that waited for it, and starts the change if it may start. */
async function announceDeployment(
  tx: RecordTransaction,
  change: Change,
  deployment: Deployment,
  o: Acting & { requester?: string },
): Promise<ItsmRecord> {
  const effects: Effects = { links: { add: [linkTo(deployment)] } };
  const { data } = change;
  const known: Partial<ChangeData> = {
    ...(!data.deploymentId && { deploymentId: deployment.id }),
    ...(!data.runUrl && deployment.runUrl && { runUrl: deployment.runUrl }),
    ...(!data.deployer &&
      (o.requester ?? deployment.deployer) && {
        deployer: o.requester ?? deployment.deployer!,
      }),
  };
  if (Object.keys(known).length > 0) effects.patch = { data: known };
  let refused: string | undefined;
  if (change.state === 'scheduled') {
    const startedAt = deployment.startedAt ?? deployment.createdAt;
    try {
      await tx.act(
        change.id,
        'implement',
        { actualStart: new Date(startedAt).toISOString() },
        {
          actor: o.actor,
          at: o.at,
          receivedAt: o.receivedAt,
          capabilities: ['pipeline'],
        },
      );
    } catch (error) {
      // It ran although it was not its time. The change keeps its state and tells so.
      if (!(error instanceof LifecycleError)) throw error;
      refused = error.code;
    }
  }
  return tx.append(
    change.id,
    {
      verb: 'deployed',
      audience: 'public',
      body: { ...deployedBody(deployment), ...(refused && { refused }) },
    },
    { actor: o.actor, at: o.at },
    effects,
  );
}
