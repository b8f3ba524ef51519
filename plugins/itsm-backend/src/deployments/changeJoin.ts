import {
  deployedBody,
  isOfRevision,
  JOINABLE,
  learntFrom,
  LifecycleError,
  nextMove,
  openRegistration,
  refuseNamed,
  registrationTitle,
  revisionKey,
  revisionsOf,
  type ChangeData,
  type Effects,
  type ItsmRecord,
  type KindDefinition,
} from 'backstage-plugin-itsm-common';
import { storedJson } from '../database/storedJson';
import type { Acting } from '../records/acting';
import type { RecordTransaction } from '../records/RecordTransaction';
import { progressOf } from './changeProgress';
import type { Deployment } from './DeploymentStore';
import { normalEnvironment } from '../normalEnvironment';

type Change = ItsmRecord<ChangeData>;

/** Announced changes that are looked at; a join needs exactly one anyway. */
const LOOKED_AT = 50;

const sameEnvironment = (a: string, b: string) =>
  normalEnvironment(a) === normalEnvironment(b);

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
    .whereIn('correlation', revisionsOf(deployment).map(revisionKey))
    .whereIn('state', [...JOINABLE])
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

const linkTo = (deployment: Deployment) => ({
  role: 'deployedBy' as const,
  target: 'deployment' as const,
  ref: deployment.id,
});

interface Joining extends Acting {
  entities: readonly string[];
  changeRef?: string;
  description?: string;
  requester?: string;
  quietPeriodMs: number;
}

/** The change that the pipeline names, or why it can't be that one. */
async function findNamed(
  tx: RecordTransaction,
  deployment: Deployment,
  { changeRef, entities }: Joining,
): Promise<{ named?: Change; refused?: string }> {
  if (!changeRef) return {};
  const named = await tx.byNumber(changeRef.trim().toUpperCase());
  const refused = refuseNamed(named, deployment, {
    isSameEnvironment:
      named !== undefined &&
      sameEnvironment(named.environment, deployment.environment),
    affectsEntity:
      named !== undefined && (await affectsAny(tx, named.id, entities)),
  });
  return refused ? { refused } : { named: named as Change };
}

/**
 * Gives a deployment its change: the one it names, else the one that announced it, else a new
 * registration. A named change that can't be it is told on the registration's timeline.
 */
export async function joinChange(
  tx: RecordTransaction,
  kind: KindDefinition,
  deployment: Deployment,
  o: Joining,
): Promise<{ record: ItsmRecord; isOpened: boolean }> {
  const { named, refused } = await findNamed(tx, deployment, o);
  const joined =
    named ?? (await findAnnounced(tx, kind, deployment, o.entities));
  return joined
    ? {
        record: await announceDeployment(tx, joined, deployment, o),
        isOpened: false,
      }
    : {
        record: await register(tx, kind, deployment, o, refused),
        isOpened: true,
      };
}

/** Opens a registration, and moves it to where the deployment is: one commit, also of what has ended already. */
function register(
  tx: RecordTransaction,
  kind: KindDefinition,
  deployment: Deployment,
  o: Joining,
  refused: string | undefined,
): Promise<ItsmRecord> {
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
  if (refused) {
    opening.entries = [
      {
        verb: 'deployed',
        audience: 'public',
        body: {
          ...deployedBody(deployment),
          changeRef: o.changeRef,
          changeRefRefused: refused,
        },
      },
    ];
  }
  const progress = progressOf([deployment]);
  return tx.open(kind, opening, {
    actor: o.actor,
    at: o.at,
    receivedAt: o.receivedAt,
    capabilities: ['pipeline'],
    channel: 'pipeline',
    entities: o.entities,
    requester: o.requester,
    links: [linkTo(deployment)],
    next: record => nextMove(record as Change, progress, o),
  });
}

/** Links the deployment to a change that waited for it, and starts the change if it may start. */
async function announceDeployment(
  tx: RecordTransaction,
  change: Change,
  deployment: Deployment,
  o: Joining,
): Promise<ItsmRecord> {
  const effects: Effects = { links: { add: [linkTo(deployment)] } };
  const known = learntFrom(change, deployment, o.requester);
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
